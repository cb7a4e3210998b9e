import { CommitFault } from "../ports/journal.ts";
import { answerIn } from "./answer-in.ts";
import { ringOwners } from "./delivery.ts";
import type { Draft } from "./draft.ts";
import { itemKey } from "./fill-draft.ts";
import type { Answer, AnswerFrame } from "./frames.ts";
import { type Call, forget } from "./resident.ts";
import { armIfSoon } from "./timer-loop.ts";
import { distrust, type LaneQueue, wake, type Yard } from "./yard.ts";

/** How long an input is looked at askance; one that has not come up again by then was dropped. */
const BLAME_MS = 60_000;

/** A batch on its way, and where it came from. */
export interface Flight {
  readonly yard: Yard;
  readonly lane: LaneQueue;
  readonly draft: Draft;
}

/** Memory takes over what the database now holds. */
export function settle({ yard, lane, draft }: Flight): void {
  for (const { resident, after } of draft.agents) resident.agent = after;
  for (const resident of draft.party) resident.busy = false;
  for (const { resident, item } of draft.taken) {
    if (lane.blame.size > 0) lane.blame.delete(itemKey(resident, item));
    if (item.via === "mail" && item.mail.seq !== undefined) useUp(yard, item.mail.seq);
  }
  settleTimers(yard, draft);
  for (const { call, answer } of draft.answers) finish(yard, call, answer);
}

/** A sweep under way may have seen the row before it went; it must not come back as news. */
function useUp(yard: Yard, seq: number): void {
  if (yard.takenAndGone === undefined) yard.taken.delete(seq);
  else yard.takenAndGone.push(seq);
}

function settleTimers(yard: Yard, draft: Draft): void {
  for (const fired of draft.fired) yard.timers.disarm(fired);
  for (const timer of draft.timers) {
    if ("cancelled" in timer) yard.timers.disarm({ address: timer.address, name: timer.cancelled });
    else armIfSoon(yard, timer);
  }
  if (draft.setsTimers) yard.timerBell.ring();
}

function finish(yard: Yard, call: Call, answer: AnswerFrame): void {
  yard.callsWaiting -= 1;
  call.answer(answer);
}

/** The commit failed: whether anything is there or not, memory believes nothing of it any more. */
export function takeBackFailed({ yard, lane, draft }: Flight, error: unknown): void {
  const verdict = error instanceof CommitFault ? error.verdict : "unknown";
  yard.observe.trouble?.({ what: `commit-${verdict}`, error });
  if (verdict === "poison") blame({ yard, lane, draft }, error);
  takeBack(yard, draft);
  if (verdict !== "unknown") return requeue(yard, draft);
  for (const call of callsOf(draft)) finish(yard, call, outcomeUnknown);
  for (const resident of draft.party) wake(yard, resident);
  doubtReceivers(yard, draft);
}

/** What was sent may lie in the table: nobody who may have mail there runs on what memory has of it. */
function doubtReceivers(yard: Yard, draft: Draft): void {
  for (const { receiver } of draft.mail) {
    const resident = yard.residents.get(receiver);
    if (resident !== undefined) distrust(yard, resident);
  }
  ringOwners(yard, draft.mail);
}

const outcomeUnknown: Answer = {
  status: "unavailable",
  code: "outcome-unknown",
  retryAfterMs: 1_000,
};

/** Something was not as we thought: read it again. A command may have had its answer before. */
export async function takeBackStale(yard: Yard, draft: Draft): Promise<void> {
  takeBack(yard, draft);
  if (yard.fenced) {
    for (const call of callsOf(draft)) finish(yard, call, { status: "not-mine" });
    return;
  }
  try {
    await tellWhatIsKnown(yard, draft);
    requeue(yard, draft);
  } catch (error) {
    yard.observe.trouble?.({ what: "read-receipts", error });
    for (const call of callsOf(draft)) finish(yard, call, outcomeUnknown);
    for (const resident of draft.party) wake(yard, resident);
  }
}

/** A command whose receipt holds an answer is done; one whose key stands for another one never will be. */
async function tellWhatIsKnown(yard: Yard, draft: Draft): Promise<void> {
  const calls = callsOf(draft).filter(({ key }) => key !== undefined);
  if (calls.length === 0) return;
  const keys = calls.map(({ principal, key = "" }) => ({ principal, key }));
  const receipts = await yard.journal.receipts(keys);
  const receiptOf = new Map(receipts.map((it) => [`${it.principal}\n${it.key}`, it]));
  for (const call of calls) {
    const receipt = receiptOf.get(`${call.principal}\n${call.key}`);
    const answer = receipt === undefined ? undefined : answerIn(receipt, call.bodyHash);
    if (answer === undefined) continue;
    draft.told.add(call);
    finish(yard, call, answer);
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
    if (item.via === "call" && !draft.told.has(item.call)) resident.calls.unshift(item.call);
  }
  for (const resident of draft.party) wake(yard, resident);
}

function callsOf(draft: Draft): readonly Call[] {
  return draft.taken.flatMap(({ item }) =>
    item.via === "call" && !draft.told.has(item.call) ? [item.call] : [],
  );
}

/** Halves the suspects until the guilty one stands alone; alone it gets one more try. */
function blame({ yard, lane, draft }: Flight, error: unknown): void {
  const inputs = draft.taken.filter(
    ({ item }) => item.via !== "mail" || item.mail.seq !== undefined,
  );
  const alone = inputs.length === 1;
  const group = Math.max(1, Math.ceil(inputs.length / 2));
  const until = yard.world.ticks() + BLAME_MS;
  const why = error instanceof Error ? error.message : String(error);
  for (const { resident, item } of inputs) {
    const key = itemKey(resident, item);
    const attempt = alone ? (lane.blame.get(key)?.attempt ?? 0) + 1 : 0;
    lane.blame.set(key, { group, attempt, error: why, until });
  }
}
