import type { World } from "@msafara/kernel";
import { openSession, type Session, type SessionLimits } from "./open-session.ts";

const POLL_MS = 5;
const BACKOFF_FIRST_MS = 50;
const BACKOFF_MS_MAX = 2_000;

/** Which backend is to be ended, and how to get there. */
export interface Ending {
  readonly connectionString: string;
  readonly name: string;
  readonly limits: SessionLimits;
  readonly world: World;
  readonly signal: AbortSignal;
}

/**
 * Ends the backend of a lost connection and waits until it is gone: until then what it was told may
 * still be committed. Tries for as long as the database is away, or until the signal fires.
 */
export async function endBackend(ending: Ending): Promise<void> {
  const { world, signal } = ending;
  let waitMs = BACKOFF_FIRST_MS;
  while (!signal.aborted) {
    try {
      await endOver(ending);
      return;
    } catch {
      // The database is away, and what we wait for may still be alive in it.
      await world.sleep(waitMs, signal);
      waitMs = Math.min(waitMs * 2, BACKOFF_MS_MAX);
    }
  }
}

async function endOver({ connectionString, name, limits, world, signal }: Ending): Promise<void> {
  const session = await openSession({ connectionString, name: "msafara/undertaker", ...limits });
  try {
    while ((await isThere(session, name)) && !signal.aborted) await world.sleep(POLL_MS, signal);
  } finally {
    session.cut();
  }
}

/** Asks a backend to end, each time anew, and tells whether it was still there. */
async function isThere({ client }: Session, name: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = $1 AND datname = current_database()`,
    [name],
  );
  return rowCount !== 0;
}
