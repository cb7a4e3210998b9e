import { journalExam, type JournalHall } from "../exams/index.ts";
import type { JournalFaults } from "./journal-wire.ts";
import { type MemoryDatabase, openMemoryDatabase } from "./memory-database.ts";
import { openMemoryJournal } from "./memory-journal.ts";
import { openSeededTime } from "./seeded-time.ts";
import { openStillWorld } from "./still-world.ts";

const VIEWS = { exam_notes: { note: "text", amount: "integer" } } as const;
const LEASE_MS = 1_000;

journalExam("memory", async () => {
  const world = openStillWorld();
  const database = openMemoryDatabase({ world, views: VIEWS });
  return {
    ...hallOf(database),
    connect: async () => openMemoryJournal(database, { world }),
    pass: world.move,
    close: async () => {},
  };
});

const faults: JournalFaults = { travelMs: 3, slowRate: 0.4, slowMs: 8, lateRate: 0.2, lateMs: 20 };

journalExam("memory over a slow wire", async () => {
  const time = openSeededTime("slow wire");
  const world = time.worldOf("database");
  const database = openMemoryDatabase({ world, views: VIEWS });
  const closing = new AbortController();
  const pump = async () => {
    while (!closing.signal.aborted) await time.run(time.now() + 1);
  };
  const pumped = pump();
  let nodes = 0;
  return {
    ...hallOf(database),
    connect: async () => {
      nodes += 1;
      return openMemoryJournal(database, { world: time.worldOf(`node ${nodes}`), faults });
    },
    pass: (ms) => world.sleep(ms),
    close: async () => {
      closing.abort();
      await pumped;
    },
  };
});

function hallOf(
  database: MemoryDatabase,
): Pick<JournalHall, "leaseMs" | "notes" | "holdNextCommit"> {
  return {
    leaseMs: LEASE_MS,
    notes: async () => {
      const rows = database.tables.views.get("exam_notes")?.values() ?? [];
      return [...rows].flatMap(({ key, row }) => (isNote(row) ? [{ key, ...row }] : []));
    },
    holdNextCommit: async () => database.transactions.holdNext(),
  };
}

function isNote(row: unknown): row is { readonly note: string; readonly amount: number } {
  return typeof row === "object" && row !== null && "note" in row && "amount" in row;
}
