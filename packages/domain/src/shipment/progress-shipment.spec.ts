import { describe, expect, test } from "vitest";
import {
  arrives,
  booked,
  HOUR,
  liveTo,
  onMarket,
  typesTo,
  AMINA,
  replyOf,
  sentTo,
} from "../specs/market-day.ts";
import { CARRIAGE } from "./shipment.ts";

describe("a truck's steps", () => {
  test.for([
    ["arrived-pickup", "at-pickup"],
    ["loaded", "loading"],
    ["departed", "in-transit"],
    ["arrived-delivery", "at-delivery"],
    ["unloaded", "unloading"],
    ["delivered", "delivered"],
  ] as const)("%s brings the shipment to %s", ([step, phase]) => {
    expect(arrives(booked(), step).shipment().phase).toBe(phase);
  });

  test("that come early imply those before, so that none is left out", () => {
    const day = arrives(booked(), "delivered");
    const gone = day.events().flatMap((it) => (it.type === "shipment.progressed" ? [it] : []));
    expect(gone.map(({ to }) => to)).toEqual(CARRIAGE.slice(1));
    expect(gone.filter(({ implied }) => !implied)).toMatchObject([{ step: "delivered" }]);
    expect(liveTo(day, "shipper", "shipment.status_changed").map((it) => it.status)).toEqual(
      expect.arrayContaining(CARRIAGE.slice(1)),
    );
  });

  test("that come late overwrite nothing (R24)", () => {
    const day = arrives(booked(), "departed");
    arrives(day, "arrived-pickup");
    arrives(day, "departed");
    expect(day.shipment().phase).toBe("in-transit");
    expect(day.events().filter(({ type }) => type === "shipment.progressed")).toHaveLength(3);
  });

  test("of another trip, or before there is one, are not this shipment's", () => {
    const day = booked();
    const step = {
      type: "trip.progressed",
      shipmentId: "shp_tea",
      driverId: "drv_juma",
      step: "loaded",
      at: 0,
    } as const;
    day.tell({ ...step, tripId: "trp_other" });
    expect(day.shipment().phase).toBe("booked");
    const waiting = onMarket();
    waiting.tell({ ...step, tripId: "trp_juma" });
    expect(waiting.shipment().phase).toBe("bidding");
  });

  test("are told live to the shipper, operators and the driver", () => {
    const day = arrives(booked(), "arrived-pickup");
    for (const audience of ["shipper", "ops", "driver:drv_juma"]) {
      expect(liveTo(day, audience, "shipment.status_changed").at(-1)).toMatchObject({
        status: "at-pickup",
      });
    }
  });
});

const KES = (amount: number) => ({ amount, currency: "KES" });

describe("a delivery", () => {
  const confirm = { type: "confirm-delivery", by: AMINA } as const;
  const released = {
    type: "payment.released",
    shipmentId: "shp_tea",
    bidId: "bid_juma",
  } as const;

  test("is confirmed by its shipper, and the money goes out once", () => {
    const day = arrives(booked(), "delivered");
    day.tell(confirm);
    day.tell(confirm);
    expect(typesTo(day, "payment/shp_tea")).toEqual(["hold-payment", "release-payment"]);
    day.tell(released);
    day.tell(released);
    expect(day.shipment().phase).toBe("completed");
    expect(day.tell(confirm)).toEqual([{ type: "confirmation.repeated" }]);
    expect(replyOf(day)).toMatchObject({ shipmentId: "shp_tea", status: "completed" });
  });

  test("is confirmed by itself after a day", () => {
    const day = arrives(booked(), "delivered");
    const deliveredAt = day.now();
    day.ring("confirm");
    expect(day.now()).toBe(deliveredAt + 24 * HOUR);
    expect(day.events().at(-1)).toMatchObject({ type: "delivery.confirmed", by: "time" });
    expect(typesTo(day, "payment/shp_tea").at(-1)).toBe("release-payment");
  });

  test("counts from when we hear of it, not from what a phone says", () => {
    const day = booked();
    const at = day.now() - 48 * HOUR;
    const tripId = "trp_juma";
    day.tell({
      type: "trip.progressed",
      shipmentId: "shp_tea",
      driverId: "drv_juma",
      tripId,
      step: "delivered",
      at,
    });
    expect(day.timers().get("confirm")?.due).toBe(day.now() + 24 * HOUR);
  });

  test("cannot be confirmed before it is one", () => {
    expect(arrives(booked(), "unloaded").tell(confirm)).toMatchObject({ refused: "not-delivered" });
  });

  test("releases no money that nobody confirmed", () => {
    const day = arrives(booked(), "delivered");
    day.tell(released);
    expect(day.shipment().phase).toBe("delivered");
  });

  test("that is disputed waits for the verdict, and for no clock", () => {
    const day = arrives(booked(), "delivered");
    day.tell({ type: "dispute.opened", shipmentId: "shp_tea", caseId: "cse_1" });
    expect(day.timers().size).toBe(0);
    expect(day.tell(confirm)).toMatchObject({ refused: "dispute-open" });
    day.tell({ type: "dispute.closed", shipmentId: "shp_tea", caseId: "cse_other" });
    expect(day.shipment().phase).toBe("disputed");
    expect(typesTo(day, "payment/shp_tea")).toEqual(["hold-payment", "dispute-payment"]);
    day.tell({ type: "dispute.closed", shipmentId: "shp_tea", caseId: "cse_1" });
    expect(day.shipment().phase).toBe("completed");
  });

  test.for([
    ["all of it to the driver", {}, { type: "release-payment" }],
    ["nothing back", { refund: KES(0) }, { type: "release-payment" }],
    ["a part back", { refund: KES(10_000_00) }, { type: "refund-payment", amount: KES(10_000_00) }],
  ] as const)("that was disputed pays as the verdict says: %s", ([, verdict, order]) => {
    const day = arrives(booked(), "delivered");
    const about = { shipmentId: "shp_tea", caseId: "cse_1" } as const;
    day.tell({ type: "dispute.opened", ...about });
    day.tell({ type: "dispute.closed", ...about, ...verdict });
    const ordered = { ...about, bidId: "bid_juma", ...order };
    expect(sentTo(day, "payment/shp_tea").at(-1)).toMatchObject(ordered);
    expect(day.shipment().phase).toBe("completed");
  });
});
