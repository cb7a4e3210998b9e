import { describe, expect, test } from "vitest";
import { type Budget, firstShare, restOf, roundsBudget, shorterOf, timeBudget } from "./budget.ts";

/** How often it says that there is time. */
function lengthOf({ hasTime }: Budget): number {
  let rounds = 0;
  while (hasTime()) rounds++;
  return rounds;
}

describe("a budget", () => {
  test("of rounds lasts as many, and one of time as long", () => {
    expect(lengthOf(roundsBudget(7))).toBe(7);
    let at = 0;
    expect(lengthOf(timeBudget(() => at++, 7))).toBe(6);
  });

  test("that is the shorter of two ends with it, and is spent as far", () => {
    for (const [one, other] of [
      [3, 8],
      [8, 3],
    ] as const) {
      const shorter = shorterOf(roundsBudget(one), roundsBudget(other));
      shorter.hasTime();
      expect(shorter.spentShare()).toBeCloseTo(1 / 3);
      expect(lengthOf(shorter)).toBe(2);
      expect(shorter.spentShare()).toBe(1);
    }
  });

  test("in two parts lasts as long as the whole", () => {
    const shorter = shorterOf(roundsBudget(10), roundsBudget(100));
    expect(lengthOf(firstShare(shorter, 0.4))).toBe(4);
    expect(lengthOf(restOf(shorter, 0.4))).toBe(6);
  });
});
