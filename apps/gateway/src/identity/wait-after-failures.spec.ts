import { describe, expect, test } from "vitest";
import { ADDRESS_WAITS, PHONE_WAITS, WAITS, waitAfterFailures } from "./wait-after-failures.ts";

const MANY = Array.from({ length: 2_000 }, (_, failures) => failures);

describe("the wait after attempts in vain", () => {
  test("is nothing for whoever mistypes twice, then doubles up to a quarter of an hour", () => {
    const waits = [0, 1, 2, 3, 4, 5, 9, 10, 11].map((n) => waitAfterFailures(PHONE_WAITS, n));
    expect(waits).toEqual([0, 0, 0, 5_000, 10_000, 20_000, 320_000, 640_000, 900_000]);
  });

  test("begins later for an address, behind which thousands may sit", () => {
    expect(waitAfterFailures(ADDRESS_WAITS, 49)).toBe(0);
    expect(waitAfterFailures(ADDRESS_WAITS, 50)).toBe(1_000);
  });

  test.for([PHONE_WAITS, ADDRESS_WAITS])(
    "never shrinks, and never exceeds its bound: %j",
    (policy) => {
      const waits = MANY.map((failures) => waitAfterFailures(policy, failures));
      expect(waits).toEqual(waits.toSorted((one, other) => one - other));
      expect(waits.at(-1)).toBe(policy.waitMsMax);
    },
  );

  test.for([
    [WAITS.phone, PHONE_WAITS],
    [WAITS.address, ADDRESS_WAITS],
  ] as const)("is told failure by failure, until it grows no more", ([waits, policy]) => {
    const longest = waits.length;
    expect(waits).toEqual(MANY.slice(1, longest + 1).map((n) => waitAfterFailures(policy, n)));
    expect(waits.filter((ms) => ms === policy.waitMsMax)).toEqual(waits.slice(-1));
  });
});
