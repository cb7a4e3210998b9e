import { describe, expect, test } from "vitest";
import { MARKET_EXAMPLES } from "../examples/market-examples.ts";
import { newShipmentSchema, shipmentChangeSchema } from "./new-shipment.ts";

const good = MARKET_EXAMPLES.NewShipment;

/** Whether a good request with some parts replaced is read. */
function isRead(spoil: object): boolean {
  return newShipmentSchema.safeParse({ ...good, ...spoil }).success;
}

describe("a request", () => {
  test.for([
    [29, false],
    [30, true],
    [120, true],
    [121, false],
    [60.5, false],
  ] as const)("keeps the bidding open for %i seconds: %s (U139)", ([windowSeconds, isFine]) => {
    expect(isRead({ bidding: { windowSeconds } })).toBe(isFine);
  });

  test("keeps it open for two minutes unless told", () => {
    expect(newShipmentSchema.parse({ ...good, bidding: {} }).bidding?.windowSeconds).toBe(120);
  });

  test.for([
    ["turns around what it may freeze to", { min: 8, max: 2 }, false],
    ["wants one temperature exactly", { min: 4, max: 4 }, true],
    ["is colder than any truck", { min: -81, max: 2 }, false],
  ] as const)("that %s", ([, temperatureC, isFine]) => {
    expect(isRead({ cargo: { ...good.cargo, temperatureC } })).toBe(isFine);
  });

  test.for([
    ["nothing", 0, false],
    ["a gram", 0.001, true],
    ["a hundred tonnes", 100_000, true],
    ["more than a road bears", 100_001, false],
  ] as const)("for %s", ([, weightKg, isFine]) => {
    expect(isRead({ cargo: { ...good.cargo, weightKg } })).toBe(isFine);
  });

  test("stops at twenty places on its way at most", () => {
    const stops = (count: number) => Array.from({ length: count }, () => good.pickup);
    expect(isRead({ stops: stops(20) })).toBe(true);
    expect(isRead({ stops: stops(21) })).toBe(false);
  });

  test("goes out under no price that is nothing, though its budget may be", () => {
    const nothing = { amount: 0, currency: "KES" };
    expect(isRead({ bookNow: nothing })).toBe(false);
    expect(isRead({ budget: nothing })).toBe(true);
  });

  test("names the shipper for whom it is asked, or nobody: then that is whoever asks", () => {
    expect(isRead({ shipperId: undefined })).toBe(true);
    expect(isRead({ shipperId: "drv_01jx5k7q3v9e2m8n4p6r0s1t2w" })).toBe(false);
  });
});

test("a change changes something, and nothing that drivers reckon with", () => {
  expect(shipmentChangeSchema.safeParse({}).success).toBe(false);
  expect(shipmentChangeSchema.safeParse({ pickup: good.pickup }).success).toBe(false);
  expect(shipmentChangeSchema.safeParse({ bidding: { windowSeconds: 60 } }).success).toBe(false);
  expect(shipmentChangeSchema.safeParse({ bookNow: good.bookNow }).success).toBe(true);
});
