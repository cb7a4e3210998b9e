import type { CommitOutcome } from "../ports/journal.ts";
import { deliver, publish } from "./delivery.ts";
import { Draft } from "./draft.ts";
import { fillDraft } from "./fill-draft.ts";
import { settle, takeBackFailed, takeBackStale } from "./settle.ts";
import { clockOf, isSafe, type LaneQueue, wake, type Yard } from "./yard.ts";

const BACKOFF_MS_MAX = 1_000;
const UNSAFE_PAUSE_MS = 50;

/**
 * One connection's loop: the commit is the clock. What became ready while the last batch was on its way
 * goes into the next one.
 */
export async function runLane(yard: Yard, lane: LaneQueue): Promise<void> {
  let failures = 0;
  while (!yard.fenced) {
    if (lane.ready.size === 0) {
      if (yard.stopping) return;
      await lane.bell.wait();
      continue;
    }
    if (!isSafe(yard)) {
      await yard.world.sleep(UNSAFE_PAUSE_MS);
      continue;
    }
    const draft = new Draft();
    fillDraft(yard, lane, draft);
    if (draft.turns === 0) continue;
    const went = await commitDraft(yard, lane, draft);
    failures = went ? 0 : failures + 1;
    if (failures > 0) await yard.world.sleep(backoffMs(yard, failures));
  }
}

function backoffMs(yard: Yard, failures: number): number {
  const ceiling = Math.min(BACKOFF_MS_MAX, 5 * 2 ** Math.min(failures, 10));
  return Math.ceil(ceiling * (0.5 + yard.world.dice("commit-backoff") / 2));
}

/** Commits what was drafted and sees to what follows. Answers whether it went well. */
async function commitDraft(yard: Yard, lane: LaneQueue, draft: Draft): Promise<boolean> {
  const began = yard.world.ticks();
  const readsBefore = yard.reads;
  const { incarnation } = yard;
  const batch = draft.close();
  let outcome: CommitOutcome;
  try {
    outcome = isNothing(batch)
      ? { outcome: "committed", seqs: [], at: clockOf(yard) }
      : await yard.journal.commit({ incarnation, lane: lane.index, batch });
  } catch (error) {
    takeBackFailed({ yard, lane, draft }, error);
    return false;
  }
  yard.observe.batch?.({ lane: lane.index, turns: draft.turns, ms: yard.world.ticks() - began });
  if (outcome.outcome === "committed") {
    settle({ yard, lane, draft });
    deliver(yard, { mail: draft.mail, seqs: outcome.seqs, readsBefore });
    publish(yard, draft);
    for (const resident of draft.party) wake(yard, resident);
    return true;
  }
  if (outcome.outcome === "fenced") yard.fenced = true;
  // That a key came a second time is its caller's doing, and he is told.
  const isKeyUsed = outcome.outcome === "stale" && outcome.what === "answers";
  if (!isKeyUsed) {
    yard.observe.trouble?.({ what: `commit-${outcome.outcome}`, error: outcome });
  }
  await takeBackStale(yard, draft);
  return false;
}

function isNothing(batch: ReturnType<Draft["close"]>): boolean {
  return Object.values(batch).every((rows: readonly unknown[]) => rows.length === 0);
}
