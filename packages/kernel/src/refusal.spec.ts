import { expect, test } from "vitest";
import { isRefusal, refuse } from "./refusal.ts";

test("a refusal is an answer with a code and the facts of its sentence", () => {
  const answer = refuse("load-not-open", { status: "booked" });
  expect(answer).toEqual({ refused: "load-not-open", facts: { status: "booked" } });
});

test("a refusal without facts has none, and is still told from what was hoped for", () => {
  expect(isRefusal(refuse("driver-busy"))).toBe(true);
  expect(isRefusal({ bidId: "bid_1" })).toBe(false);
  expect(isRefusal([])).toBe(false);
});
