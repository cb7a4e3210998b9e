import { decode, encode } from "../body.ts";
import { partitionOf } from "../address.ts";
import { answerIn } from "./answer-in.ts";
import { type AnswerFrame, type CallFrame, encodeAnswer, isKept, repeatOf } from "./frames.ts";
import { openRecent } from "./recent.ts";
import { admit, clockOf, isOurs, isSafe, wake, type Yard } from "./yard.ts";

/**
 * Answers commands that gateways send to this node. Those of one key share one turn. One that was just
 * answered is looked up: its commit would find it out too, but everybody in its batch would go again.
 */
export function answerCalls(yard: Yard): (frame: Uint8Array) => Promise<Uint8Array> {
  const inFlight = new Map<string, { bodyHash: string; answer: Promise<Uint8Array> }>();
  const answered = openRecent();

  return async (bytes) => {
    const frame = decode<CallFrame>(bytes);
    const { principal, key, bodyHash = "" } = frame;
    if (key === undefined || frame.dryRun === true) return encodeAnswer(await enqueue(yard, frame));
    const name = `${principal}\n${key}`;
    const twin = inFlight.get(name);
    if (twin !== undefined)
      return twin.bodyHash === bodyHash ? asRepeat(await twin.answer) : keyReused;
    const answer = answerKeyed(name, frame).finally(() => inFlight.delete(name));
    inFlight.set(name, { bodyHash, answer });
    return await answer;
  };

  async function answerKeyed(name: string, frame: CallFrame): Promise<Uint8Array> {
    if (answered.has(name)) {
      const known = await whatWasAnswered(yard, frame);
      if (known !== undefined) return encode(known);
    }
    const answer = await enqueue(yard, frame);
    if (isKept(answer)) answered.add(name);
    return encodeAnswer(answer);
  }
}

/** Whoever asks meanwhile shares the turn of the first. */
function asRepeat(bytes: Uint8Array): Uint8Array {
  return encode(repeatOf(decode<AnswerFrame>(bytes)));
}

const keyReused = encode({ status: "key-reused" } satisfies AnswerFrame);

async function whatWasAnswered(
  { journal, observe }: Yard,
  { principal, key = "", bodyHash }: CallFrame,
): Promise<AnswerFrame | undefined> {
  try {
    const [receipt] = await journal.receipts([{ principal, key }]);
    return receipt === undefined ? undefined : answerIn(receipt, bodyHash);
  } catch (error) {
    observe.trouble?.({ what: "read-receipts", error });
    return { status: "unavailable", code: "outcome-unknown", retryAfterMs: 1_000 };
  }
}

function enqueue(yard: Yard, frame: CallFrame): AnswerFrame | Promise<AnswerFrame> {
  const { limits } = yard;
  const partition = partitionOf(frame.address);
  if (yard.stopping || !isSafe(yard) || !isOurs(yard, partition)) return { status: "not-mine" };
  if (yard.callsWaiting >= limits.callsPerNode) return busy;
  const resident = admit(yard, frame.address);
  if (resident === undefined) return busy;
  const deep = resident.knows === "windowed" || resident.mail.length >= limits.mailWindow;
  if (deep || resident.calls.length >= limits.callsPerAgent) return busy;

  yard.callsWaiting += 1;
  return new Promise((resolve) => {
    const { address, command, principal, key, bodyHash = "", trace } = frame;
    resident.calls.push({
      address,
      command,
      principal,
      ...(key === undefined ? {} : { key }),
      bodyHash,
      dryRun: frame.dryRun === true,
      deadline: clockOf(yard) + frame.waitMs,
      trace,
      answer: resolve,
    });
    wake(yard, resident);
  });
}

const busy: AnswerFrame = { status: "unavailable", code: "busy", retryAfterMs: 1_000 };
