import { expect, test } from "vitest";
import { agentChangeSchema } from "./agent.ts";

const limit = { amount: 5_000_000, currency: "KES" };

function isPolicy(policy: unknown): boolean {
  return agentChangeSchema.safeParse({ policy }).success;
}

test("a shipper's agent may be told how much it may spend", () => {
  expect(isPolicy({ autoAward: true, ceiling: limit, openMax: limit })).toBe(true);
  expect(isPolicy({ autoAward: true, ceiling: { amount: 0, currency: "KES" } })).toBe(false);
});

test("a driver's agent may be told what it takes", () => {
  expect(isPolicy({ autoBid: true, minRatePerKm: limit, maxDeadheadKm: 60 })).toBe(true);
  expect(isPolicy({ autoBid: true, marginBp: 10_001 })).toBe(false);
});

test.for([
  ["of nobody", {}],
  ["of both", { autoBid: true, autoAward: true }],
  ["with a word that nobody knows", { autoAward: false, budget: limit }],
] as const)("a policy %s is none", ([, policy]) => {
  expect(isPolicy(policy)).toBe(false);
});

test.for([
  ["a driver's", { autoBid: true, minRatePerKm: limit, bidMax: { amount: 9, currency: "USD" } }],
  ["a shipper's", { autoAward: true, ceiling: limit, openMax: { amount: 9, currency: "USD" } }],
] as const)("%s amounts are held against each other, and so in one currency", ([, policy]) => {
  expect(isPolicy(policy)).toBe(false);
});
