import type { Id } from "@msafara/kernel";
import { expect, test } from "vitest";
import { countSilent } from "./count-silent.ts";
import type { MarketBid } from "./shipment.ts";

const ask = (driverId: Id<"drv">, passed?: string) => {
  return { driverId, wave: 1, distanceM: 5_000, ...(passed !== undefined && { passed }) };
};
const bid = (driverId: Id<"drv">, standing: MarketBid["standing"] = "stands"): MarketBid => ({
  bidId: "bid_1",
  driverId,
  amount: { amount: 1, currency: "KES" },
  estimatedMinutes: 60,
  bidder: {
    vehicle: { type: "box", capacityKg: 1, yearBuilt: 2020 },
    ratingBp: 0,
    similar: 0,
  },
  at: 0,
  standing,
});

test("whoever bids, takes it back or passes has answered; the others let the window pass (R6)", () => {
  const asked = [ask("drv_a"), ask("drv_b"), ask("drv_c", "too-far"), ask("drv_d"), ask("drv_e")];
  // A bid of somebody who was not asked is no answer of those who were.
  const bids = [bid("drv_a"), bid("drv_b", "withdrawn"), bid("drv_z")];
  expect(countSilent({ asked, bids })).toBe(2);
});
