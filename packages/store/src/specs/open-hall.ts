import { openTestDatabase } from "@msafara/dev";
import { realWorld } from "@msafara/kernel";
import type { Held, JournalHall, Note } from "@msafara/runtime/exams";
import { Client, Pool } from "pg";
import { TYPES } from "../connection/types.ts";
import { openJournal, type OpenJournal } from "../open-journal.ts";

const LEASE_MS = 400;
const POLL_MS = 5;

/** A database of its own for one chapter of the journal's exam. */
export async function openHall(): Promise<JournalHall> {
  const world = realWorld();
  const database = await openTestDatabase();
  const admin = new Pool({ connectionString: database.url, types: TYPES, max: 3 });
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
    holdNextCommit: () => holdNextCommit(database.url),
    close: async () => {
      await Promise.all(journals.map((journal) => journal.close()));
      await admin.end();
      await database.close();
    },
  };
}

/** Locks live events, which a commit writes after it has drawn the numbers of its mail. */
async function holdNextCommit(connectionString: string): Promise<Held> {
  const world = realWorld();
  const holder = new Client({ connectionString });
  await holder.connect();
  await holder.query("BEGIN");
  await holder.query("LOCK TABLE live IN SHARE MODE");
  const stands = async () => {
    const { rows } = await holder.query<{ count: string }>(
      "SELECT count(*) FROM pg_locks WHERE relation = 'live'::regclass AND NOT granted",
    );
    return rows[0]?.count !== "0";
  };
  const wait = async () => {
    while (!(await stands())) await world.sleep(POLL_MS);
  };
  return {
    held: wait(),
    letGo: async () => {
      await holder.query("COMMIT");
      await holder.end();
    },
  };
}
