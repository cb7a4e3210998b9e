import { decode, encode } from "../body.ts";
import { CommitFault, type CommitOutcome } from "../ports/journal.ts";
import { deliver, publish } from "./delivery.ts";
import { Draft } from "./draft.ts";
import { fillDraft, itemKey } from "./fill-draft.ts";
import type { Answer, AnswerFrame } from "./frames.ts";
import { type Call, forget } from "./resident.ts";
import { armIfSoon } from "./timer-loop.ts";
import { isSafe, type LaneQueue, wake, type Yard } from "./yard.ts";

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
      ? { outcome: "committed", seqs: [], at: yard.world.now() + yard.clockOffsetMs }
      : await yard.journal.commit({ incarnation, lane: lane.index, batch });
  } catch (error) {
    takeBackFailed(yard, lane, draft, error);
    return false;
  }
  yard.observe.batch?.({ lane: lane.index, turns: draft.turns, ms: yard.world.ticks() - began });
  if (outcome.outcome === "committed") {
    settle(yard, lane, draft);
    deliver(yard, { mail: draft.mail, seqs: outcome.seqs, readsBefore });
    publish(yard, draft);
    for (const resident of draft.party) wake(yard, resident);
    return true;
  }
  if (outcome.outcome === "fenced") yard.fenced = true;
  yard.observe.trouble?.({ what: `commit-${outcome.outcome}`, error: outcome });
  await takeBackStale(yard, draft);
  return false;
}

function isNothing(batch: ReturnType<Draft["close"]>): boolean {
  return Object.values(batch).every((rows: readonly unknown[]) => rows.length === 0);
}

/** Memory takes over what the database now holds. */
function settle(yard: Yard, lane: LaneQueue, draft: Draft): void {
  for (const { resident, after } of draft.agents) resident.agent = after;
  for (const resident of draft.party) resident.busy = false;
  for (const { resident, item } of draft.taken) {
    if (lane.blame.size > 0) lane.blame.delete(itemKey(resident, item));
    if (item.via !== "mail" || item.mail.seq === undefined) continue;
    if (yard.takenAndGone === undefined) yard.taken.delete(item.mail.seq);
    else yard.takenAndGone.push(item.mail.seq);
  }
  for (const fired of draft.fired) yard.timers.disarm(fired);
  for (const timer of draft.timers) {
    if ("cancelled" in timer) yard.timers.disarm({ address: timer.address, name: timer.cancelled });
    else armIfSoon(yard, timer);
  }
  if (yard.timers.next !== undefined) yard.timerBell.ring();
  for (const { call, answer } of draft.answers) finish(yard, call, answer);
}

function finish(yard: Yard, call: Call, answer: AnswerFrame): void {
  yard.callsWaiting -= 1;
  call.answer(answer);
}

/** The commit failed: whether anything is there or not, memory believes nothing of it any more. */
function takeBackFailed(yard: Yard, lane: LaneQueue, draft: Draft, error: unknown): void {
  const verdict = error instanceof CommitFault ? error.verdict : "unknown";
  yard.observe.trouble?.({ what: `commit-${verdict}`, error });
  if (verdict === "poison") blame(lane, draft, error);
  takeBack(yard, draft);
  if (verdict !== "unknown") return requeue(yard, draft);
  for (const call of callsOf(draft)) finish(yard, call, outcomeUnknown);
  for (const resident of draft.party) wake(yard, resident);
}

const outcomeUnknown: Answer = {
  status: "unavailable",
  code: "outcome-unknown",
  retryAfterMs: 1_000,
};

/** Something was not as we thought: read it again. A command may have had its answer before. */
async function takeBackStale(yard: Yard, draft: Draft): Promise<void> {
  takeBack(yard, draft);
  if (yard.fenced) {
    for (const call of callsOf(draft)) finish(yard, call, { status: "not-mine" });
    return;
  }
  const keyed = callsOf(draft).flatMap(({ principal, key }) =>
    key === undefined ? [] : [{ principal, key }],
  );
  try {
    const receipts = keyed.length === 0 ? [] : await yard.journal.receipts(keyed);
    for (const { principal, key, answer } of receipts) {
      if (answer === undefined) continue;
      const told = draft.answered(principal, key);
      if (told !== undefined) finish(yard, told, decode<Answer>(answer));
    }
    requeue(yard, draft);
  } catch (error) {
    yard.observe.trouble?.({ what: "read-receipts", error });
    for (const call of callsOf(draft)) finish(yard, call, outcomeUnknown);
    for (const resident of draft.party) wake(yard, resident);
  }
}

function takeBack(yard: Yard, draft: Draft): void {
  for (const { item } of draft.taken) {
    if (item.via === "mail" && item.mail.seq !== undefined) yard.taken.delete(item.mail.seq);
    if (item.via === "timer") yard.timers.disarm(item.timer);
  }
  for (const resident of draft.party) {
    // Its timers are looked up again with its mail; one that is gone must not come up a second time.
    for (const timer of resident.due) yard.timers.disarm(timer);
    forget(resident);
    resident.busy = false;
  }
}

/** Commands stand first in line again, in the order they came. */
function requeue(yard: Yard, draft: Draft): void {
  for (const { resident, item } of draft.taken.toReversed()) {
    if (item.via === "call" && !draft.isTold(item.call)) resident.calls.unshift(item.call);
  }
  for (const resident of draft.party) wake(yard, resident);
}

function callsOf(draft: Draft): readonly Call[] {
  return draft.taken.flatMap(({ item }) =>
    item.via === "call" && !draft.isTold(item.call) ? [item.call] : [],
  );
}

/** Halves the suspects until the guilty one stands alone; alone it gets one more try. */
function blame(lane: LaneQueue, draft: Draft, error: unknown): void {
  const inputs = draft.taken.filter(
    ({ item }) => item.via !== "mail" || item.mail.seq !== undefined,
  );
  const alone = inputs.length === 1;
  for (const { resident, item } of inputs) {
    const key = itemKey(resident, item);
    const attempt = alone ? (lane.blame.get(key)?.attempt ?? 0) + 1 : 0;
    const group = Math.max(1, Math.ceil(inputs.length / 2));
    lane.blame.set(key, {
      group,
      attempt,
      error: error instanceof Error ? error.message : String(error),
    });
  }
}

/** The bytes of an answer, as they are kept and sent. */
export function answerBytes(answer: AnswerFrame): Uint8Array {
  return encode(answer);
}
