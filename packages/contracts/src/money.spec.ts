import { assert, double, integer, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { moneySchema, priceSchema } from "./money.ts";

const AMOUNT_MAX = 100_000_000_000_000;

function isMoney(value: unknown): boolean {
  return moneySchema.safeParse(value).success;
}

describe("money on the wire", () => {
  test("is any count of minor units with three capital letters (R22)", () => {
    assert(
      property(integer({ min: 0, max: AMOUNT_MAX }), (amount) => {
        expect(isMoney({ amount, currency: "KES" })).toBe(true);
      }),
    );
  });

  test("is never a fraction, negative, or more than a market can hold", () => {
    assert(
      property(double(), (amount) => {
        const isCounted = Number.isSafeInteger(amount) && amount >= 0 && amount <= AMOUNT_MAX;
        expect(isMoney({ amount, currency: "KES" })).toBe(isCounted);
      }),
    );
    expect(isMoney({ amount: AMOUNT_MAX + 1, currency: "KES" })).toBe(false);
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

test("a price is more than nothing", () => {
  expect(priceSchema.safeParse({ amount: 0, currency: "KES" }).success).toBe(false);
  expect(priceSchema.safeParse({ amount: 1, currency: "KES" }).success).toBe(true);
});
