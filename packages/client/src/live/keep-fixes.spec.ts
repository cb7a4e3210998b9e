import { decodePositionFrame, type Fix } from "@msafara/contracts";
import { isRefusal } from "@msafara/kernel";
import { array, assert, constantFrom, property } from "fast-check";
import { expect, test } from "vitest";
import { keepFixes, type KeptFixes } from "./keep-fixes.ts";

function fixOf(seq: number): Fix {
  return { seq, at: Date.UTC(2026, 10, 20, 9), position: { lat: -1.29, lng: 36.82 }, flags: 0 };
}

function seqsIn(kept: KeptFixes): readonly number[] {
  const frame = kept.take();
  const fixes = frame === undefined ? [] : decodePositionFrame(frame);
  return isRefusal(fixes) ? [] : fixes.map(({ seq }) => seq);
}

test("the newest goes first, and nothing is sent twice on one socket", () => {
  const kept = keepFixes();
  for (let seq = 1; seq <= 300; seq++) kept.add(fixOf(seq));
  const [first, second] = [seqsIn(kept), seqsIn(kept)];
  expect([first[0], first.length, second[0], second.at(-1)]).toEqual([300, 255, 45, 1]);
  expect(seqsIn(kept)).toEqual([]);
});

test("whatever drops and is acknowledged, no fix is lost before the server had it", () => {
  const anyDay = array(constantFrom("measured", "measured", "sent", "dropped", "acknowledged"));
  assert(
    property(anyDay, (deeds) => {
      const kept = keepFixes();
      const arrived = new Set<number>();
      let measured = 0;
      for (const deed of deeds) {
        if (deed === "measured") kept.add(fixOf((measured += 1)));
        if (deed === "sent") for (const seq of seqsIn(kept)) arrived.add(seq);
        if (deed === "dropped") kept.resend();
        if (deed === "acknowledged") kept.acknowledge(Math.max(0, ...arrived));
      }
      for (let more = seqsIn(kept); more.length > 0; more = seqsIn(kept)) {
        for (const seq of more) arrived.add(seq);
      }
      expect(arrived.size).toBe(measured);
    }),
  );
});

test("a phone that is out of reach for long forgets the oldest", () => {
  const kept = keepFixes();
  for (let seq = 1; seq <= 10_002; seq++) kept.add(fixOf(seq));
  expect(kept.count()).toBe(10_000);
  expect(seqsIn(kept)[0]).toBe(10_002);
});

test("what cannot be a place is refused where it is measured", () => {
  const nowhere = { ...fixOf(1), position: { lat: Number.NaN, lng: 0 } };
  expect(() => keepFixes().add(nowhere)).toThrow("cannot be a place");
});
