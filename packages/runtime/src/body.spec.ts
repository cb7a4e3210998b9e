import { Bug } from "@msafara/kernel";
import { assert, jsonValue, property, record, shuffledSubarray, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { assertStorable, decode, encode } from "./body.ts";

describe("encode", () => {
  const anyJson = jsonValue({ maxDepth: 6 });

  test("is undone by decode", () => {
    const comesBack = property(anyJson, (value) => {
      const bytes = encodeIfStorable(value);
      if (bytes !== undefined) expect(decode(bytes)).toEqual(withoutNegativeZero(value));
    });
    assert(comesBack);
  });

  test("gives equal bytes for equal values, whatever the order of their keys", () => {
    const keys = ["type", "b", "a", "10", "9", "é", "emoji 🚚", "A", "_"];
    const isCanonical = property(shuffledSubarray(keys), anyJson, (order, value) => {
      if (encodeIfStorable(value) === undefined) return;
      const given = Object.fromEntries(order.map((key) => [key, { x: value, key }]));
      const sorted = Object.fromEntries(order.toSorted().map((key) => [key, { key, x: value }]));
      expect(encode(given)).toEqual(encode(sorted));
    });
    assert(isCanonical);
  });

  test("gives unequal bytes for unequal values", () => {
    const pair = record({ one: anyJson, other: anyJson });
    const isInjective = property(pair, ({ one, other }) => {
      const [left, right] = [encodeIfStorable(one), encodeIfStorable(other)];
      if (left === undefined || right === undefined) return;
      const isSame = JSON.stringify(decode(left)) === JSON.stringify(decode(right));
      expect(Buffer.compare(left, right) === 0).toBe(isSame);
    });
    assert(isInjective);
  });

  test("writes each text and each key as JSON does, however often it comes", () => {
    const isWritten = property(string({ unit: "binary" }), (text) => {
      if (encodeIfStorable(text) === undefined) return;
      const written = JSON.stringify({ [text]: text });
      expect(new TextDecoder().decode(encode({ [text]: text }))).toBe(written);
      expect(new TextDecoder().decode(encode({ [text]: text }))).toBe(written);
    });
    assert(isWritten);
  });

  test("takes exactly what can be stored, when it only looks", () => {
    const isTaken = property(anyJson, (value) => {
      if (encodeIfStorable(value) !== undefined) assertStorable(value);
    });
    assert(isTaken);
  });

  test("keeps any text that can be stored", () => {
    const comesBack = property(string({ unit: "grapheme" }), (text) => {
      if (encodeIfStorable(text) !== undefined) expect(decode(encode(text))).toBe(text);
    });
    assert(comesBack);
  });

  test.for([
    ["NUL", "a\u0000b"],
    ["the first half of a surrogate pair", "\ud83d"],
    ["the second half of a surrogate pair", "\ude9a"],
    ["NaN", Number.NaN],
    ["an infinity", Number.POSITIVE_INFINITY],
    ["undefined", undefined],
    ["a big integer", 1n],
    ["a function", () => 1],
    ["a symbol", Symbol("s")],
    ["a date", new Date(0)],
    ["a map", new Map([["a", 1]])],
    ["bytes", Uint8Array.of(1)],
    ["an instance of a class", new Bug("b")],
  ] as const)("refuses %s, at the top, in a list and in a record", ([, value]) => {
    for (const held of [value, [value], { key: value }, { deep: [{ key: value }] }]) {
      expect(() => encode(held)).toThrow(Bug);
      expect(() => assertStorable(held)).toThrow(Bug);
    }
  });

  test("refuses keys that cannot be stored", () => {
    expect(() => encode({ "a\u0000": 1 })).toThrow(Bug);
    expect(() => encode({ "\ud83d": 1 })).toThrow(Bug);
    expect(() => assertStorable({ "a\u0000": 1 })).toThrow(Bug);
  });

  test("refuses a hole in a list, which JSON would fill", () => {
    const list = [1, 2];
    list.length = 3;
    expect(() => encode(list)).toThrow(Bug);
    expect(() => assertStorable(list)).toThrow(Bug);
  });

  test("takes 64 levels and refuses one more, and a value that holds itself", () => {
    expect(decode(encode(nested(64)))).toEqual(nested(64));
    expect(() => encode(nested(65))).toThrow(Bug);
    const round: Record<string, unknown> = {};
    round["self"] = round;
    expect(() => encode(round)).toThrow(Bug);
    expect(() => assertStorable(nested(65))).toThrow(Bug);
    expect(() => assertStorable(round)).toThrow(Bug);
  });

  test("knows no negative zero, since JSON has two ways to write it", () => {
    expect(encode({ at: -0 })).toEqual(encode({ at: 0 }));
  });

  test("takes a record without a prototype", () => {
    expect(encode(Object.assign(Object.create(null), { b: 1, a: 2 }))).toEqual(
      encode({ a: 2, b: 1 }),
    );
  });

  test("keeps a key named __proto__ a key", () => {
    const bytes = encode(JSON.parse('{"__proto__":{"a":1}}'));
    expect(new TextDecoder().decode(bytes)).toBe('{"__proto__":{"a":1}}');
    expect(Object.hasOwn(decode<object>(bytes), "__proto__")).toBe(true);
  });
});

/** Some of what can be made up cannot be stored; that those are refused is another test. */
function encodeIfStorable(value: unknown): Uint8Array | undefined {
  // oxlint-disable-next-line no-control-regex -- NUL is exactly what is looked for.
  if (/[\u0000\ud800-\udfff]|\\u0000|\\ud[89a-f]/u.test(JSON.stringify(value))) return undefined;
  return encode(value);
}

function withoutNegativeZero(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function nested(levels: number): unknown {
  let value: unknown = "leaf";
  for (let i = 0; i < levels; i++) value = i % 2 === 0 ? [value] : { deeper: value };
  return value;
}
