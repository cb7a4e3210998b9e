import { expect, test } from "vitest";
import { openRecent } from "./recent.ts";

test("what came up lately is known, what never did is not", () => {
  const recent = openRecent();
  recent.add("ada");
  expect([recent.has("ada"), recent.has("ben")]).toEqual([true, false]);
});

test("thousands of newer names later it is forgotten, and not before", () => {
  const recent = openRecent();
  recent.add("ada");
  for (let i = 0; i < 4_000; i++) recent.add(`other-${i}`);
  expect(recent.has("ada")).toBe(true);
  for (let i = 4_000; i < 9_000; i++) recent.add(`other-${i}`);
  expect([recent.has("ada"), recent.has("other-8999")]).toEqual([false, true]);
});
