import { describe, expect, test } from "vitest";
import {
  award,
  bids,
  booked,
  type Day,
  driverOf,
  liveTo,
  onMarket,
  profile,
  replyOf,
  requested,
  rowOf,
  sentTo,
  SUPPORT,
  tea,
  typesTo,
  AMINA,
  openDay,
} from "../specs/market-day.ts";
import type { ShipmentCommand } from "./shipment-message.ts";

type SubmitBid = Extract<ShipmentCommand, { readonly type: "submit-bid" }>;

/** Juma bids by hand; each test spoils one thing. */
function byHand(spoil: Partial<SubmitBid> = {}): SubmitBid {
  return {
    type: "submit-bid",
    by: driverOf("juma"),
    driverId: "drv_juma",
    amount: { amount: 40_000_00, currency: "KES" },
    estimatedMinutes: 900,
    profile: profile(),
    standing: "good",
    ...spoil,
  };
}

function ranked(day: Day): readonly string[] {
  return liveTo(day, "shipper", "bids.ranked")
    .at(-1)
    .top.map((it: { bidId: string }) => it.bidId);
}

const KES = "KES";
const smallTruck = profile({ vehicle: { type: "box", capacityKg: 7_999, yearBuilt: 2024 } });
const flatbed = profile({ vehicle: { type: "flatbed", capacityKg: 10_000, yearBuilt: 2024 } });

describe("a bid", () => {
  test("by hand is answered with its row, and shown to its shipper at once (U140)", () => {
    const day = onMarket();
    day.tell(byHand());
    const { bidId } = replyOf(day) ?? {};
    expect(ranked(day)).toEqual([bidId]);
    expect(replyOf(day)).toEqual(rowOf(day, "bids", bidId));
    expect(replyOf(day)).toMatchObject({ status: "submitted", amount: { amount: 40_000_00 } });
  });

  test("by hand at the posted price is answered with the choice that it made", () => {
    const bookNow = { amount: 40_000_00, currency: KES };
    const day = onMarket(["juma"], tea({ bookNow }));
    day.tell(byHand());
    expect(replyOf(day)).toMatchObject({ driverId: "drv_juma", status: "selected" });
  });

  test("by hand is not answered with somebody else's price that it made win", () => {
    const day = onMarket();
    bids(day, "wanjiku", 39_000_00);
    const bookNow = { amount: 40_000_00, currency: KES };
    day.tell({ type: "change-shipment", by: AMINA, change: { bookNow } });
    day.tell(byHand({ amount: { amount: 41_000_00, currency: KES } }));
    expect(rowOf(day, "bids", "bid_wanjiku")).toMatchObject({ status: "selected" });
    expect(replyOf(day)).toMatchObject({ driverId: "drv_juma", status: "submitted" });
  });

  test.for([
    ["own-load", { profile: profile({ shipperId: "shr_amina" }) }],
    ["wrong-currency", { amount: { amount: 400, currency: "USD" } }],
    ["vehicle-unfit", { profile: flatbed }],
    ["too-heavy", { profile: smallTruck }],
    ["driver-suspended", { standing: "suspended" }],
    ["licence-expired", { profile: profile({ licenceUntil: 0 }) }],
  ] as const)("is refused with %s", ([code, spoil]) => {
    expect(onMarket().tell(byHand(spoil))).toMatchObject({ refused: code });
  });

  test.for([
    ["own-load", { profile: profile({ shipperId: "shr_amina" }), standing: "good" }],
    ["driver-suspended", { profile: profile(), standing: "suspended" }],
  ] as const)("by an agent is turned away with %s, like any other (R24)", ([why, spoil]) => {
    const day = onMarket();
    const amount = { amount: 40_000_00, currency: KES };
    const bid = { bidId: "bid_juma", driverId: "drv_juma", amount, estimatedMinutes: 900 } as const;
    day.tell({ type: "bid.submitted", by: "policy", ...bid, ...spoil });
    expect(sentTo(day, "driver/drv_juma").at(-1)).toMatchObject({ type: "bid.turned-away", why });
  });

  test("of the shipper's own organisation is refused (R24)", () => {
    const day = onMarket(["juma"], tea({ orgId: "org_tea" }));
    const own = byHand({ profile: profile({ orgId: "org_tea" }) });
    expect(day.tell(own)).toMatchObject({ refused: "own-load" });
  });

  test("is the only one of its driver, until he takes it back", () => {
    const day = onMarket();
    bids(day, "juma", 41_000_00);
    expect(day.tell(byHand())).toMatchObject({ refused: "bid-exists" });
    day.tell({ type: "withdraw-bid", by: driverOf("juma"), bidId: "bid_juma" });
    expect(day.tell(byHand())).toHaveLength(1);
  });

  test("that comes late is refused, and by message turned away", () => {
    const day = onMarket();
    bids(day, "wanjiku", 50_000_00);
    day.ring("close");
    expect(day.tell(byHand())).toMatchObject({ refused: "bid-late" });
    bids(day, "juma", 40_000_00);
    expect(sentTo(day, "driver/drv_juma").at(-1)).toEqual({
      type: "bid.turned-away",
      shipmentId: "shp_tea",
      bidId: "bid_juma",
      why: "bid-late",
    });
    expect(day.shipment()).toMatchObject({ bids: [{ bidId: "bid_wanjiku" }] });
  });

  test("is late from the moment the window ends, whether the timer has rung or not", () => {
    const day = onMarket();
    day.wait(120_000);
    expect(day.tell(byHand())).toMatchObject({ refused: "bid-late" });
  });

  test("finds a load that is booked, over or never was no longer open", () => {
    const cancelled = onMarket();
    cancelled.tell({ type: "cancel-shipment", by: SUPPORT, reason: "fraud" });
    for (const day of [booked(), cancelled]) {
      expect(day.tell(byHand({ by: driverOf("njeri"), driverId: "drv_njeri" }))).toMatchObject({
        refused: "load-not-open",
      });
    }
    const empty = openDay();
    bids(empty, "juma", 40_000_00);
    expect(typesTo(empty, "driver/drv_juma")).toEqual(["bid.turned-away"]);
  });

  test("that is told twice counts once", () => {
    const day = onMarket();
    bids(day, "juma", 40_000_00);
    bids(day, "juma", 40_000_00);
    expect(day.shipment()).toMatchObject({ bids: [{ bidId: "bid_juma" }] });
    expect(typesTo(day, "driver/drv_juma")).not.toContain("bid.turned-away");
  });

  test("for another driver is refused", () => {
    expect(onMarket().tell(byHand({ by: driverOf("wanjiku") }))).toMatchObject({
      refused: "not-yours",
    });
  });

  test("shows its amount to its shipper, operators and its own driver only (R26)", () => {
    const day = onMarket();
    bids(day, "juma", 40_000_00);
    expect(liveTo(day, "shipper", "bid.submitted")).toHaveLength(1);
    expect(liveTo(day, "ops", "bid.submitted")).toHaveLength(1);
    expect(liveTo(day, "driver:drv_juma", "bid.submitted")).toHaveLength(1);
    expect(liveTo(day, "driver:drv_wanjiku", "bid.submitted")).toEqual([]);
  });

  test("is ranked with all others as they come, and five are shown", () => {
    const day = onMarket();
    for (const [i, name] of ["a", "b", "c", "d", "e", "f"].entries()) bids(day, name, 60_000 - i);
    const last = liveTo(day, "shipper", "bids.ranked").at(-1);
    expect(last).toMatchObject({ biddingOpen: true, count: 6 });
    expect(ranked(day)).toEqual(["bid_f", "bid_e", "bid_d", "bid_c", "bid_b"]);
    expect(last.top[1].toWin.amount).toBeLessThan(60_000 - 4);
    day.ring("close");
    expect(liveTo(day, "shipper", "bids.ranked").at(-1)).toMatchObject({ biddingOpen: false });
  });

  test("at or below the posted price is a deal", () => {
    const bookNow = { amount: 45_000_00, currency: KES };
    const day = onMarket(["juma", "wanjiku"], tea({ bookNow }));
    bids(day, "wanjiku", 45_000_01);
    expect(day.shipment().phase).toBe("bidding");
    bids(day, "juma", 45_000_00);
    expect(day.shipment()).toMatchObject({
      phase: "awarding",
      award: { by: "book-now", bidId: "bid_juma", amount: { amount: 45_000_00 } },
    });
    expect(award(day, "wanjiku")).toMatchObject({ refused: "award-under-way" });
  });

  test("is bounded in number", () => {
    const day = onMarket();
    for (let i = 0; i < 100; i++) bids(day, `d${i}`, 40_000 + i);
    expect(day.tell(byHand())).toMatchObject({ refused: "load-full" });
  });

  test("waits for the end although the shipper's policy would take it", () => {
    const bidding = { windowSeconds: 60, autoAward: true, budgetShown: false };
    const day = openDay();
    const budget = { amount: 60_000_00, currency: KES };
    day.tell({ ...requested(tea({ bidding, budget })), by: AMINA });
    bids(day, "juma", 40_000_00);
    expect(day.shipment().phase).toBe("broadcasting");
  });
});
