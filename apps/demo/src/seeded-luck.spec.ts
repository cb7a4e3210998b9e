import { expect, test } from "vitest";
import { seededLuck } from "./seeded-luck.ts";

test("the same seed draws the same, whoever else draws in between", () => {
  const [one, other] = [seededLuck(7), seededLuck(7)];
  const alone = [one("amina"), one("amina"), one("amina")];
  const amid = [other("amina"), other("juma"), other("amina"), other("juma"), other("amina")];
  expect(amid.filter((_, i) => i % 2 === 0)).toEqual(alone);
  expect(seededLuck(8)("amina")).not.toBe(alone[0]);
});
