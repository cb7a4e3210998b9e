import { assert, double, integer, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { moneySchema } from "./money.ts";

function isMoney(value: unknown): boolean {
  return moneySchema.safeParse(value).success;
}

describe("money on the wire", () => {
  test("is any count of minor units with three capital letters (R22)", () => {
    assert(
      property(integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (amount) => {
        expect(isMoney({ amount, currency: "KES" })).toBe(true);
      }),
    );
  });

  test("is never a fraction, negative, or more than can be counted", () => {
    assert(
      property(double(), (amount) => {
        const isCounted = Number.isSafeInteger(amount) && amount >= 0;
        expect(isMoney({ amount, currency: "KES" })).toBe(isCounted);
      }),
    );
  });

  test("knows no other currency than one of three capital letters", () => {
    assert(
      property(string(), (currency) => {
        expect(isMoney({ amount: 1, currency })).toBe(/^[A-Z]{3}$/.test(currency));
      }),
    );
  });

  test("has no other field", () => {
    expect(isMoney({ amount: 1, currency: "KES", cents: 0 })).toBe(false);
  });
});
