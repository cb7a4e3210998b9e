import { assert, integer, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { Bug } from "./assert.ts";
import { addMoney, money } from "./money.ts";

/** Debts and claims of a size that two of them can still be added up. */
const anyAmount = integer({ min: -4e15, max: 4e15 }).map((amount) => money(amount, "KES"));

describe("money", () => {
  test("adds up the same in any order", () => {
    assert(
      property(anyAmount, anyAmount, (one, other) => {
        expect(addMoney(one, other)).toEqual(addMoney(other, one));
      }),
    );
  });

  test("adds up the same in any grouping, to the cent", () => {
    const anyShare = integer({ min: -1e15, max: 1e15 }).map((amount) => money(amount, "KES"));
    assert(
      property(anyShare, anyShare, anyShare, (a, b, c) => {
        expect(addMoney(addMoney(a, b), c)).toEqual(addMoney(a, addMoney(b, c)));
      }),
    );
  });

  test("is unchanged by nothing, and gone when it is paid back", () => {
    assert(
      property(anyAmount, (owed) => {
        expect(addMoney(owed, money(0, "KES"))).toEqual(owed);
        expect(addMoney(owed, money(-owed.amount, "KES")).amount).toBe(0);
      }),
    );
  });

  test.for([0.1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])("is never %d cents", (amount) => {
    expect(() => money(amount, "KES")).toThrow(Bug);
  });

  test.for(["kes", "KSHS", "", "K1S"])("knows no currency called %j", (currency) => {
    expect(() => money(1, currency)).toThrow(Bug);
  });

  test("of two currencies is never added up", () => {
    expect(() => addMoney(money(1, "KES"), money(1, "UGX"))).toThrow(Bug);
  });

  test("that grows beyond what can be counted is a bug, not a wrong sum", () => {
    const all = money(Number.MAX_SAFE_INTEGER, "KES");
    expect(() => addMoney(all, money(1, "KES"))).toThrow(Bug);
  });
});
