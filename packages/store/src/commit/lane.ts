import type { World } from "@msafara/kernel";
import { openSession, type Session, type SessionLimits } from "../connection/open-session.ts";

const QUERY_CANCELLED = "57014";
const SHUTDOWN = "57P01";

const COMMIT = {
  name: "commit_batch_v1",
  text: `SELECT seqs, at FROM commit_batch_v1(${placeholders(84)})`,
};

/** Given as the reason, so that no error with a stack is made up at every commit. */
const ANSWERED = "answered";

/** What the commit answered. */
export interface Committed {
  readonly seqs: readonly number[];
  readonly at: number;
}

/** One connection on which batches of one hash share of the agents are committed, one by one. */
export interface Lane {
  readonly session: Session;
  /** Rejects with the server's answer, or with whatever kept the answer from us. */
  readonly send: (values: readonly (string | Buffer)[]) => Promise<Committed>;
  /** Whether the connection is in order after an error: then that error was the whole answer. */
  readonly isSound: () => Promise<boolean>;
}

/** Thrown when a commit is there, but not where it was asked to be. */
class NotReplicated extends Error {
  override readonly name = "NotReplicated";
}

/** Thrown when no answer came in time. */
class Silence extends Error {
  override readonly name = "Silence";
}

/** Opens the connection of a lane. */
export async function openLane({
  connectionString,
  name,
  limits,
  world,
}: {
  readonly connectionString: string;
  readonly name: string;
  readonly limits: SessionLimits;
  readonly world: World;
}): Promise<Lane> {
  const session = await openSession({ connectionString, name, ...limits });
  const waitMs = limits.statementMs + limits.graceMs;
  let isReplicated = true;
  session.client.on("notice", ({ code }) => {
    // "Canceling wait for synchronous replication": only a warning, and yet no promise is kept.
    if (code === QUERY_CANCELLED || code === SHUTDOWN) isReplicated = false;
  });

  async function send(values: readonly (string | Buffer)[]): Promise<Committed> {
    isReplicated = true;
    const query = session.client.query<Committed>({ ...COMMIT, values: [...values] });
    const { rows } = await within(query, waitMs, world);
    if (!isReplicated) throw new NotReplicated("The commit did not wait for its replica");
    return rows[0]!;
  }

  async function isSound(): Promise<boolean> {
    try {
      await within(session.client.query("SELECT"), waitMs, world);
      return true;
    } catch {
      return false;
    }
  }

  return { session, send, isSound };
}

function placeholders(count: number): string {
  return Array.from({ length: count }, (_, i) => `$${i + 1}`).join();
}

/** Waits for an answer, but not for ever. */
async function within<Answer>(
  answer: Promise<Answer>,
  waitMs: number,
  world: World,
): Promise<Answer> {
  const answered = new AbortController();
  const silence = world.sleep(waitMs, answered.signal).then(() => {
    if (answered.signal.aborted) return answer;
    throw new Silence(`No answer within ${waitMs} ms`);
  });
  try {
    return await Promise.race([answer, silence]);
  } finally {
    answered.abort(ANSWERED);
  }
}
