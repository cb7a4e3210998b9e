import { expect, test } from "vitest";
import { type CallFrame, packFrame, unpackFrame } from "./call-frame.ts";

const body = Uint8Array.of(0, 1, 255);

test.for<CallFrame>([
  { kind: "call", id: 1, caller: "bus_01jx", body },
  { kind: "call", id: 2 ** 40, caller: "", body: new Uint8Array() },
  { kind: "answer", id: 2, body },
  { kind: "fault", id: 3, why: "Lost the way, ü", retry: true },
  { kind: "fault", id: 4, why: "", retry: false },
])("a frame is read as it was written: %o", (frame) => {
  expect(unpackFrame(packFrame(frame))).toEqual(frame);
});

test.for([[], [1], [9, 0, 0, 0, 0, 0, 1], [1, 0, 0, 0, 0, 0, 1], [1, 0, 0, 0, 0, 0, 1, 200, 65]])(
  "what is no frame is not read: %o",
  (bytes) => {
    expect(unpackFrame(Uint8Array.from(bytes))).toBeUndefined();
  },
);

test("what was read does not share its bytes with what was received", () => {
  const received = packFrame({ kind: "answer", id: 1, body });
  const frame = unpackFrame(received);
  received.fill(7);
  expect(frame).toMatchObject({ body });
});
