import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { onceSaid } from "./once-said.ts";
import { openOutbox } from "./outbox.ts";

/** A line that takes what it is given, piece by piece, once it is told to. */
function openSlowLine() {
  const pieces: string[] = [];
  const held: (() => void)[] = [];
  const line = new Writable({
    writev: (chunks, done) => {
      pieces.push(chunks.map(({ chunk }) => String(chunk)).join(""));
      held.push(done);
    },
  });
  const state = { open: true, slow: 0, conflated: 0 };
  const outbox = openOutbox({
    socket: {
      get bufferedAmount() {
        return line.writableLength;
      },
      get readyState() {
        return state.open ? (1 as const) : (3 as const);
      },
      OPEN: 1,
    },
    line,
    later: onceSaid(),
    limits: { waitingBytesMax: 20, roomBytes: 5 },
    metrics: { told: () => undefined, conflated: () => void (state.conflated += 1) },
    slow: () => void (state.slow += 1),
  });
  const moment = () => new Promise<void>((resolve) => process.nextTick(resolve));
  const drain = () => {
    for (const done of held.splice(0)) done();
  };
  return { outbox, pieces, state, moment, drain };
}

const says = (text: string) => Buffer.from(text);

test("what is told at one moment leaves in one piece, in its order", async () => {
  const { outbox, pieces, moment, drain } = openSlowLine();
  outbox.tell(says("a"));
  await Promise.resolve();
  outbox.tell(says("b"));
  expect(pieces).toEqual([]);
  await moment();
  expect(pieces).toEqual(["ab"]);
  drain();
  outbox.tell(says("c"));
  await moment();
  expect(pieces).toEqual(["ab", "c"]);
});

test("what was told before an end is sent before it", () => {
  const { outbox, pieces } = openSlowLine();
  outbox.tell(says("told"));
  outbox.leave();
  expect(pieces).toEqual(["told"]);
});

test("what waits for its moment counts: a reader for whom too much waits is too slow", () => {
  const { outbox, state } = openSlowLine();
  outbox.tell(says("x".repeat(20)));
  expect(state.slow).toBe(0);
  outbox.tell(says("x"));
  expect(state.slow).toBe(1);
});

test("of places only the latest waits for room", async () => {
  const { outbox, pieces, state, moment, drain } = openSlowLine();
  outbox.place("truck/a", says("first!"));
  outbox.place("truck/a", says("second"));
  outbox.place("truck/a", says("third"));
  await moment();
  drain();
  await moment();
  await moment();
  expect(pieces).toEqual(["first!", "third"]);
  expect(state.conflated).toBe(1);
});

test("whoever waits for room is let go when the reader is gone", async () => {
  const { outbox, state, moment } = openSlowLine();
  outbox.tell(says("x".repeat(6)));
  const room = outbox.room();
  state.open = false;
  await moment();
  await room;
  outbox.tell(says("nobody"));
});
