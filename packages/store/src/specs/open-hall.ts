import { openTestDatabase } from "@msafara/dev";
import { realWorld } from "@msafara/kernel";
import type { JournalHall, Note } from "@msafara/runtime/exams";
import { openPool } from "../connection/open-pool.ts";
import { openJournal, type OpenJournal } from "../open-journal.ts";
import { holdCommits } from "./hold-commits.ts";

const LEASE_MS = 400;
const LONG = { connectMs: 20_000, statementMs: 20_000, lockMs: 20_000 };

/** A database of its own for one chapter of the journal's exam. */
export async function openHall(): Promise<JournalHall> {
  const world = realWorld();
  const database = await openTestDatabase();
  const admin = openPool({ connectionString: database.url, max: 3, ...LONG });
  await admin.query(
    `CREATE TABLE view.exam_notes (
       key text PRIMARY KEY, address text, version bigint, note text, amount integer);
     SELECT register_view('exam_notes')`,
  );
  const journals: OpenJournal[] = [];
  return {
    connect: async () => {
      const journal = openJournal({ connectionString: database.url, world, questionsMax: 4 });
      journals.push(journal);
      return journal;
    },
    leaseMs: LEASE_MS,
    pass: (ms) => world.sleep(ms),
    notes: async () => {
      const { rows } = await admin.query<Note>("SELECT key, note, amount FROM view.exam_notes");
      return rows;
    },
    holdNextCommit: async () => {
      const hold = await holdCommits(database.url);
      return { held: hold.stands(), letGo: hold.letGo };
    },
    close: async () => {
      await Promise.all(journals.map((journal) => journal.close()));
      await admin.end();
      await database.close();
    },
  };
}
