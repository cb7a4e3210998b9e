import { decode, encode } from "../body.ts";
import { partitionOf } from "../address.ts";
import type { AnswerFrame, CallFrame } from "./frames.ts";
import { admit, clockOf, isOurs, isSafe, wake, type Yard } from "./yard.ts";

/** Answers commands that gateways send to this node. Duplicates in flight share one turn. */
export function answerCalls(yard: Yard): (frame: Uint8Array) => Promise<Uint8Array> {
  const inFlight = new Map<string, Promise<Uint8Array>>();

  return async (bytes) => {
    const frame = decode<CallFrame>(bytes);
    if (frame.key === undefined || frame.dryRun === true) return await answerOne(yard, frame);
    const name = `${frame.principal}\n${frame.key}`;
    const twin = inFlight.get(name);
    if (twin !== undefined) return await twin;
    const answer = answerOne(yard, frame).finally(() => inFlight.delete(name));
    inFlight.set(name, answer);
    return await answer;
  };
}

async function answerOne(yard: Yard, frame: CallFrame): Promise<Uint8Array> {
  return encode(await enqueue(yard, frame));
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
    const { address, command, principal, key, trace } = frame;
    resident.calls.push({
      address,
      command,
      principal,
      ...(key === undefined ? {} : { key }),
      dryRun: frame.dryRun === true,
      deadline: clockOf(yard) + frame.waitMs,
      trace,
      answer: resolve,
    });
    wake(yard, resident);
  });
}

const busy: AnswerFrame = { status: "unavailable", code: "busy", retryAfterMs: 1_000 };
