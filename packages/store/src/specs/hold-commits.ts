import { realWorld } from "@msafara/kernel";
import { Client } from "pg";

const POLL_MS = 5;

/** Commits that write a live event stand still until they are let go. */
export interface Hold {
  /** Resolves when a commit stands there. */
  readonly stands: () => Promise<void>;
  readonly letGo: () => Promise<void>;
}

/** Locks live events, which a commit writes after it has drawn the numbers of its mail. */
export async function holdCommits(connectionString: string): Promise<Hold> {
  const world = realWorld();
  const holder = new Client({ connectionString });
  await holder.connect();
  await holder.query("BEGIN");
  await holder.query("LOCK TABLE live IN SHARE MODE");

  async function isSomebodyThere(): Promise<boolean> {
    const { rowCount } = await holder.query(
      `SELECT FROM pg_locks WHERE relation = 'live'::regclass AND NOT granted
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    );
    return rowCount !== 0;
  }

  return {
    stands: async () => {
      while (!(await isSomebodyThere())) await world.sleep(POLL_MS);
    },
    letGo: async () => {
      await holder.query("COMMIT");
      await holder.end();
    },
  };
}
