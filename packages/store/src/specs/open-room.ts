import { openTestDatabase } from "@msafara/dev";
import { realWorld } from "@msafara/kernel";
import type { QueryResultRow } from "pg";
import { openPool } from "../connection/open-pool.ts";
import { type JournalOptions, openJournal, type OpenJournal } from "../open-journal.ts";

/** A database for one spec file, with a way past the journal. */
export interface Room {
  readonly url: string;
  readonly journal: OpenJournal;
  /** Another program at the same database. */
  readonly open: (options?: Partial<JournalOptions>) => OpenJournal;
  readonly ask: <Row extends QueryResultRow>(
    question: string,
    values?: readonly unknown[],
  ) => Promise<readonly Row[]>;
  readonly close: () => Promise<void>;
}

const CONNECTIONS = 4;
const LONG = { connectMs: 20_000, statementMs: 20_000, lockMs: 20_000 };

/** Opens a migrated database, and a node `here` that lives for as long as the file. */
export async function openRoom(): Promise<Room> {
  const database = await openTestDatabase();
  const { url } = database;
  const admin = openPool({ connectionString: url, max: CONNECTIONS, ...LONG });
  const journals: OpenJournal[] = [];
  const open = (options: Partial<JournalOptions> = {}) => {
    const defaults = { connectionString: url, world: realWorld(), questionsMax: CONNECTIONS };
    const journal = openJournal({ ...defaults, ...options });
    journals.push(journal);
    return journal;
  };
  const journal = open();
  await journal.join({ incarnation: "here", node: "here", release: 1, leaseMs: 3_600_000 });
  return {
    url,
    journal,
    open,
    ask: async <Row extends QueryResultRow>(question: string, values: readonly unknown[] = []) => {
      const { rows } = await admin.query<Row>(question, [...values]);
      return rows;
    },
    close: async () => {
      await Promise.all(journals.map((one) => one.close()));
      await admin.end();
      await database.close();
    },
  };
}
