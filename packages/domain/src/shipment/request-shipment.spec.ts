import { describe, expect, test } from "vitest";
import {
  AMINA,
  driverOf,
  HOUR,
  MINUTE,
  MORNING,
  openDay,
  replyOf,
  requested,
  rowOf,
  tea,
} from "../specs/market-day.ts";
import { MARKET_POLICY } from "./market-policy.ts";

const request = tea();

/** The same tea, with another window at the pickup. */
function pickedUp(from: number, to: number) {
  return tea({ pickup: { ...request.pickup, window: { from, to } } });
}

describe("asking for a shipment", () => {
  test("takes it onto the market and calls the nearest drivers first", () => {
    const day = openDay();
    day.tell(requested());
    expect(day.events().map(({ type }) => type)).toEqual(["shipment.requested", "wave.called"]);
    expect(day.carried()).toContainEqual({
      effect: "find-drivers",
      lane: "roster",
      body: {
        shipmentId: "shp_tea",
        wave: 1,
        near: request.pickup.position,
        radiusM: 50_000,
        vehicleType: "box",
        weightKg: 8_000,
        hazardous: false,
        currency: "KES",
        shipperId: "shr_amina",
        already: [],
        limit: 50,
      },
    });
  });

  test("is answered with the row that it leaves", () => {
    const day = openDay();
    day.tell(requested());
    expect(replyOf(day)).toEqual(rowOf(day, "shipments", "shp_tea"));
    expect(replyOf(day)).toMatchObject({ reference: "SHP-54782-001", status: "broadcasting" });
  });

  test.for([
    ["window-past", pickedUp(MORNING - HOUR, MORNING + MINUTE)],
    ["window-too-short", pickedUp(MORNING + HOUR, MORNING + HOUR + 5 * MINUTE)],
    ["delivery-before-pickup", pickedUp(MORNING + 40 * HOUR, MORNING + 50 * HOUR)],
    ["currency-not-served", tea({ budget: { amount: 1, currency: "JPY" } })],
    [
      "currency-not-served",
      tea({ budget: { amount: 1, currency: "KES" }, bookNow: { amount: 1, currency: "USD" } }),
    ],
  ] as const)("is refused with %s", ([code, spoiled]) => {
    const day = openDay();
    expect(day.tell(requested(spoiled))).toMatchObject({ refused: code });
    expect(day.shipment().phase).toBe("new");
  });

  test("is refused to a shipper whose account is suspended", () => {
    const asked = { ...requested(), account: "suspended" } as const;
    expect(openDay().tell(asked)).toMatchObject({ refused: "account-suspended" });
  });

  test("is refused to whoever asks in another's name", () => {
    const stranger = { ...AMINA, agentId: "shr_stranger" } as const;
    expect(openDay().tell({ ...requested(), by: stranger })).toMatchObject({
      refused: "not-yours",
    });
    expect(openDay().tell({ ...requested(), by: driverOf("juma") })).toMatchObject({
      refused: "role-may-not",
    });
  });

  test("is asked once", () => {
    const day = openDay();
    day.tell(requested());
    expect(day.tell(requested())).toMatchObject({ refused: "shipment-exists" });
  });

  test("is not waited for longer than a day, nor than the pickup", () => {
    const day = openDay({ ...MARKET_POLICY, decideMs: HOUR });
    day.tell(requested());
    expect(day.shipment()).toMatchObject({ terms: { decideBy: MORNING + HOUR } });
    const other = openDay();
    other.tell(requested());
    expect(other.shipment()).toMatchObject({ terms: { decideBy: request.pickup.window.to } });
  });

  test("lets nobody command what nobody has asked for", () => {
    const cancel = { type: "cancel-shipment", by: AMINA, reason: "sold" } as const;
    expect(openDay().tell(cancel)).toMatchObject({ refused: "shipment-not-found" });
  });
});
