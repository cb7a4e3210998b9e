import { describe, expect, test } from "vitest";
import {
  AMINA,
  award,
  bids,
  booked,
  commits,
  found,
  isHeld,
  liveTo,
  MINUTE,
  MORNING,
  openDay,
  requested,
  sentTo,
  typesTo,
} from "../specs/market-day.ts";
import { statusOf } from "./status-of.ts";
import type { ProgressStep } from "./shipment-message.ts";

const STEPS: readonly ProgressStep[] = [
  "arrived-pickup",
  "loaded",
  "departed",
  "arrived-delivery",
  "unloaded",
  "delivered",
];

describe("a shipment's life", () => {
  test("goes from the request to the booking (U137)", () => {
    const day = openDay();
    day.tell(requested());
    expect(day.carried()).toContainEqual(expect.objectContaining({ effect: "find-drivers" }));

    found(day, ["juma", "wanjiku"]);
    expect(sentTo(day, "driver/drv_juma")).toMatchObject([
      { type: "shipment.requested", wave: 1, closesAt: MORNING + 2 * MINUTE, approachM: 12_000 },
    ]);

    bids(day, "juma", 40_000_00);
    bids(day, "wanjiku", 50_000_00);
    day.ring("close");
    expect(day.shipment().phase).toBe("ranked");

    award(day, "juma");
    expect(typesTo(day, "driver/drv_juma").at(-1)).toBe("bid.selected");
    commits(day, "juma");
    expect(sentTo(day, "payment/shp_tea")).toMatchObject([
      { type: "hold-payment", bidId: "bid_juma", amount: { amount: 40_000_00 } },
    ]);

    isHeld(day, "juma");
    const confirmed = { type: "booking.confirmed", tripId: "trp_juma", driverId: "drv_juma" };
    expect(sentTo(day, "driver/drv_juma").at(-1)).toMatchObject(confirmed);
    expect(sentTo(day, "shipper/shr_amina")).toContainEqual(expect.objectContaining(confirmed));
    expect(typesTo(day, "driver/drv_wanjiku").at(-1)).toBe("bid.lost");
    expect(liveTo(day, "shipper", "booking.confirmed")).toHaveLength(1);
    expect(day.timers().size).toBe(0);
  });

  test("goes on from the booking to the money (U111)", () => {
    const day = booked();
    for (const step of STEPS) {
      day.wait(30 * MINUTE);
      const at = day.now();
      day.tell({
        type: "trip.progressed",
        shipmentId: "shp_tea",
        tripId: "trp_juma",
        driverId: "drv_juma",
        step,
        at,
      });
    }
    expect(day.shipment()).toMatchObject({ phase: "delivered", confirmed: false });
    day.tell({ type: "confirm-delivery", by: AMINA });
    expect(sentTo(day, "payment/shp_tea").at(-1)).toEqual({
      type: "release-payment",
      shipmentId: "shp_tea",
      bidId: "bid_juma",
    });
    day.tell({ type: "payment.released", shipmentId: "shp_tea", bidId: "bid_juma" });
    expect(day.shipment().phase).toBe("completed");
    expect(day.timers().size).toBe(0);
  });

  test("tells the shipper every status once, in its order", () => {
    const day = booked();
    const said = sentTo(day, "shipper/shr_amina").flatMap((it) =>
      "status" in it ? [it.status] : [],
    );
    expect(said).toEqual(["requested", "broadcasting", "bidding", "awarding", "booked"]);
    expect(liveTo(day, "shipper", "shipment.status_changed").map((it) => it.status)).toEqual(said);
  });

  test("keeps its row as it is", () => {
    const day = booked();
    const rows = day
      .carried()
      .flatMap((it) => ("view" in it && it.view === "shipments" ? [it] : []));
    const shipment = day.shipment();
    expect(rows.at(-1)).toMatchObject({
      key: "shp_tea",
      row: {
        status: shipment.phase === "new" ? "" : statusOf(shipment).status,
        driverId: "drv_juma",
        amount: { amount: 40_000_00, currency: "KES" },
        ranking: [],
      },
    });
    expect(rows.at(-2)).toMatchObject({
      row: {
        ranking: [
          { bidId: "bid_juma", rank: 1 },
          { bidId: "bid_wanjiku", rank: 2 },
        ],
      },
    });
  });
});
