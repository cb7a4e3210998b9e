import { isRefusal } from "@msafara/kernel";
import { array, assert, integer, option, property, record, uint8Array } from "fast-check";
import { describe, expect, test } from "vitest";
import {
  decodeAck,
  decodePositionFrame,
  encodeAck,
  encodePositionFrame,
  type Fix,
  FIXES_MAX,
} from "./position-frame.ts";

/** A truck on Mombasa Road; each test spoils one thing. */
const GOOD: Fix = {
  seq: 7,
  at: Date.UTC(2026, 10, 20, 9),
  position: { lat: -1.2921, lng: 36.8219 },
  speedCmS: 2_222,
  headingCdeg: 13_450,
  accuracyDm: 45,
  flags: 0,
};

const measured = (max: number) => option(integer({ min: 0, max }), { nil: undefined });
const degrees = (max: number) => integer({ min: -max * 1e7, max: max * 1e7 }).map((it) => it / 1e7);

const anyFix = record({
  seq: integer({ min: 0, max: 2 ** 32 - 1 }),
  at: integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2100, 11, 31) }),
  position: record({ lat: degrees(90), lng: degrees(180) }),
  speedCmS: measured(65_534),
  headingCdeg: measured(35_999),
  accuracyDm: measured(65_534),
  flags: integer({ min: 0, max: 65_535 }),
}).map(({ speedCmS, headingCdeg, accuracyDm, ...fix }): Fix => ({
  ...fix,
  ...(speedCmS !== undefined && { speedCmS }),
  ...(headingCdeg !== undefined && { headingCdeg }),
  ...(accuracyDm !== undefined && { accuracyDm }),
}));

function frameOf(...fixes: readonly Fix[]): Uint8Array {
  const frame = encodePositionFrame(fixes);
  if (isRefusal(frame)) expect.unreachable(JSON.stringify(frame));
  return frame;
}

/** A good frame with one byte replaced. */
function spoilt(at: number, byte: number): Uint8Array {
  return frameOf(GOOD).with(at, byte);
}

function malformed(why: string) {
  return { refused: "frame-malformed", facts: { why } };
}

describe("a frame of positions", () => {
  test("comes back as it went, whatever was measured", () => {
    const anyFixes = array(anyFix, { minLength: 1, maxLength: FIXES_MAX });
    assert(
      property(anyFixes, (fixes) => {
        const frame = frameOf(...fixes);
        expect(frame).toHaveLength(2 + 28 * fixes.length);
        expect(decodePositionFrame(frame)).toEqual(fixes);
      }),
      { numRuns: 50 },
    );
  });

  test("lies in memory as the wire has it, little-endian", () => {
    const frame = frameOf({ ...GOOD, seq: 0x01_02_03_04, position: { lat: 0, lng: -1e-7 } });
    expect([...frame.subarray(0, 6)]).toEqual([1, 1, 4, 3, 2, 1]);
    expect(new DataView(frame.buffer).getBigUint64(6, true)).toBe(BigInt(GOOD.at));
    expect([...frame.subarray(18, 22)]).toEqual([255, 255, 255, 255]);
  });

  test("is read from the middle of a larger buffer, too", () => {
    const larger = new Uint8Array(100);
    larger.set(frameOf(GOOD), 33);
    expect(decodePositionFrame(larger.subarray(33, 63))).toEqual([GOOD]);
  });

  test.for([
    ["version", spoilt(0, 2)],
    ["length", spoilt(1, 2)],
    ["count", spoilt(1, 0)],
    ["length", frameOf(GOOD).subarray(0, 29)],
    ["length", Uint8Array.of(...frameOf(GOOD), 0)],
    ["length", new Uint8Array(0)],
    ["length", Uint8Array.of(1)],
    ["time", spoilt(13, 255)],
    ["lat", spoilt(17, 127)],
    ["lng", spoilt(21, 127)],
    ["heading", spoilt(25, 254)],
  ] as const)("is refused for its %s", ([why, frame]) => {
    expect(decodePositionFrame(frame)).toEqual(malformed(why));
  });

  test.for([
    ["seq", { seq: -1 }],
    ["seq", { seq: 2 ** 32 }],
    ["time", { at: 0 }],
    ["time", { at: Number.NaN }],
    ["lat", { position: { lat: Number.NaN, lng: 0 } }],
    ["lng", { position: { lat: 0, lng: 181 } }],
    ["speed", { speedCmS: 65_535 }],
    ["heading", { headingCdeg: 36_000 }],
    ["accuracy", { accuracyDm: 1.5 }],
    ["flags", { flags: 65_536 }],
  ] as const)("is not made from a fix with a wrong %s", ([why, spoil]) => {
    expect(encodePositionFrame([{ ...GOOD, ...spoil }])).toEqual(malformed(why));
  });

  test("carries one fix at least and 255 at most", () => {
    expect(encodePositionFrame([])).toEqual(malformed("count"));
    const tooMany = Array.from({ length: FIXES_MAX + 1 }, () => GOOD);
    expect(encodePositionFrame(tooMany)).toEqual(malformed("count"));
    expect(decodePositionFrame(frameOf(...tooMany.slice(1)))).toHaveLength(FIXES_MAX);
  });

  test("is a frame or refused, whatever bytes come, and never throws", () => {
    assert(
      property(uint8Array({ maxLength: 200 }), (bytes) => {
        const fixes = decodePositionFrame(bytes);
        if (isRefusal(fixes)) expect(fixes.refused).toBe("frame-malformed");
        else expect(frameOf(...fixes)).toEqual(bytes);
      }),
    );
  });
});

describe("an acknowledgement", () => {
  test("comes back as it went", () => {
    assert(
      property(integer({ min: 0, max: 2 ** 32 - 1 }), (seq) => decodeAck(encodeAck(seq)) === seq),
    );
  });

  test("is the six bytes of the wire", () => {
    expect([...encodeAck(258)]).toEqual([1, 0xac, 2, 1, 0, 0]);
  });

  test.for([
    ["version", Uint8Array.of(2, 0xac, 0, 0, 0, 0)],
    ["version", Uint8Array.of(1, 0xad, 0, 0, 0, 0)],
    ["length", Uint8Array.of(1, 0xac, 0, 0, 0)],
    ["length", new Uint8Array(0)],
  ] as const)("is refused for its %s", ([why, bytes]) => {
    expect(decodeAck(bytes)).toEqual(malformed(why));
  });
});
