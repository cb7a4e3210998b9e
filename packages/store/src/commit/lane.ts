import type { PackedBatch } from "./pack-batch.ts";
import { openSession, type Session, type SessionLimits } from "../connection/open-session.ts";

const QUERY_CANCELLED = "57014";
const SHUTDOWN = "57P01";

const COMMIT = {
  name: "commit_batch_v1",
  text: `SELECT seqs, at FROM commit_batch_v1(${placeholders(86)})`,
};

/**
 * Commits find their rows by key, also in a table that a vacuum has just found empty, where every other
 * plan looks as cheap. Set once: as settings of the function they were set and reset at every commit.
 */
const BY_KEY = {
  enable_seqscan: "off",
  enable_bitmapscan: "off",
  enable_hashjoin: "off",
  enable_mergejoin: "off",
  jit: "off",
};

/** What the commit answered. */
export interface Committed {
  readonly seqs: readonly number[];
  readonly at: number;
}

/** One connection on which batches are committed, one by one. */
export interface Lane {
  readonly session: Session;
  /** Rejects with the server's answer, or with whatever kept the answer from us. */
  readonly send: (values: PackedBatch) => Promise<Committed>;
  /** Whether the connection is in order after an error: then that error was the whole answer. */
  readonly isSound: () => Promise<boolean>;
}

/** Thrown when a commit is there, but not where it was asked to be. */
class NotReplicated extends Error {
  override readonly name = "NotReplicated";
}

/** Opens the connection of a lane. */
export async function openLane({
  connectionString,
  name,
  limits,
}: {
  readonly connectionString: string;
  readonly name: string;
  readonly limits: SessionLimits;
}): Promise<Lane> {
  const session = await openSession({ connectionString, name, ...limits, settings: BY_KEY });
  let isReplicated = true;
  session.client.on("notice", ({ code }) => {
    // "Canceling wait for synchronous replication": only a warning, and yet no promise is kept.
    if (code === QUERY_CANCELLED || code === SHUTDOWN) isReplicated = false;
  });

  async function send(values: PackedBatch): Promise<Committed> {
    isReplicated = true;
    const query = { ...COMMIT, values: [...values] };
    const { rows } = await session.client.query<Committed>(query);
    if (!isReplicated) throw new NotReplicated("The commit did not wait for its replica");
    return rows[0]!;
  }

  async function isSound(): Promise<boolean> {
    try {
      await session.client.query("SELECT");
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
