import type { World } from "@msafara/kernel";
import { openSession, type SessionLimits } from "./open-session.ts";

const POLL_MS = 5;
const BACKOFF_FIRST_MS = 50;
const BACKOFF_MS_MAX = 2_000;

/**
 * Ends the backend of a lost connection and waits until it is gone: until then what it was told may
 * still be committed. Tries for as long as the database is away, or until the signal fires.
 */
export async function endBackend({
  connectionString,
  name,
  limits,
  world,
  signal,
}: {
  readonly connectionString: string;
  readonly name: string;
  readonly limits: SessionLimits;
  readonly world: World;
  readonly signal: AbortSignal;
}): Promise<void> {
  let waitMs = BACKOFF_FIRST_MS;
  while (!signal.aborted) {
    try {
      const session = await openSession({ connectionString, name: "msafara/undertaker", ...limits });
      try {
        while (!signal.aborted) {
          const { rowCount } = await session.client.query(
            `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
              WHERE application_name = $1 AND datname = current_database()`,
            [name],
          );
          if (rowCount === 0) return;
          await world.sleep(POLL_MS, signal);
        }
      } finally {
        session.cut();
      }
    } catch {
      // The database is away; what we wait for may still be alive in it.
      await world.sleep(waitMs, signal);
      waitMs = Math.min(waitMs * 2, BACKOFF_MS_MAX);
    }
  }
}
