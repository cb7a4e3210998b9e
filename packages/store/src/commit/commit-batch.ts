import { type Batch, CommitFault, type CommitOutcome } from "@msafara/runtime";
import { DatabaseError } from "pg";
import { isWornOut, verdictOf } from "../connection/verdict.ts";
import type { Lane } from "./lane.ts";
import type { Lanes } from "./lanes.ts";
import { type PackedBatch, packBatch } from "./pack-batch.ts";

/** Commits a batch on a connection of its own; rejects with a `CommitFault` only. */
export async function commitBatch(
  lanes: Lanes,
  {
    incarnation,
    batch,
  }: {
    readonly incarnation: string;
    readonly batch: Batch;
  },
): Promise<CommitOutcome> {
  const values = pack(incarnation, batch);
  const lane = await take(lanes, incarnation);
  try {
    const { seqs, at } = await lane.send(values);
    return { outcome: "committed", seqs, at };
  } catch (error) {
    return await judge(lanes, lane, error);
  } finally {
    lanes.giveBack(incarnation, lane);
  }
}

function pack(incarnation: string, batch: Batch): PackedBatch {
  try {
    return packBatch(incarnation, batch);
  } catch (cause) {
    throw new CommitFault("poison", "Cannot put a batch into the database's words", cause);
  }
}

async function take(lanes: Lanes, incarnation: string): Promise<Lane> {
  try {
    return await lanes.take(incarnation);
  } catch (cause) {
    throw new CommitFault("retry", "Cannot open a connection to commit on", cause);
  }
}

/**
 * An error is the whole answer only if the connection is in order after it. Otherwise the commit may
 * be on its way still: its backend is ended first, so that from here on it is there or never will be.
 */
async function judge(lanes: Lanes, lane: Lane, error: unknown): Promise<CommitOutcome> {
  if (!(error instanceof DatabaseError) || !(await lane.isSound())) {
    await lanes.end(lane);
    throw new CommitFault("unknown", "Lost sight of a commit", error);
  }
  const verdict = verdictOf(error);
  switch (verdict) {
    case "fenced":
      return { outcome: "fenced" };
    case "stale":
      return { outcome: "stale", what: staleOf(error.message) };
    case "retry":
      if (isWornOut(error)) lane.session.cut();
      throw refused(verdict, error);
    case "poison":
      throw refused(verdict, error);
  }
}

function refused(verdict: "retry" | "poison", error: DatabaseError): CommitFault {
  return new CommitFault(verdict, `The database refused a commit: ${error.message}`, error);
}

function staleOf(what: string): "agents" | "mail" | "timers" | "answers" {
  return what === "agents" || what === "mail" || what === "timers" ? what : "answers";
}
