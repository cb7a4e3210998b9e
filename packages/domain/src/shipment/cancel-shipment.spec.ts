import { describe, expect, test } from "vitest";
import {
  AMINA,
  arrives,
  award,
  bids,
  booked,
  commits,
  type Day,
  driverOf,
  isHeld,
  onMarket,
  sentTo,
  SUPPORT,
  typesTo,
  replyOf,
  rowOf,
} from "../specs/market-day.ts";

function cancels(day: Day, by = AMINA) {
  return day.tell({ type: "cancel-shipment", by, reason: "sold out" });
}

/** Juma is chosen, and may be saying yes just now. */
function awarded(): Day {
  const day = onMarket();
  bids(day, "juma", 40_000_00);
  bids(day, "wanjiku", 50_000_00);
  award(day, "juma");
  return day;
}

describe("cancelling", () => {
  test("on the market tells the bidders, and stops every clock", () => {
    const day = onMarket();
    bids(day, "juma", 40_000_00);
    cancels(day);
    expect(typesTo(day, "driver/drv_juma").at(-1)).toBe("bid.lost");
    expect(day.shipment().phase).toBe("cancelled");
    expect(day.timers().size).toBe(0);
  });

  test("while a driver is asked lets him go, now and again when he says yes", () => {
    const day = awarded();
    cancels(day);
    commits(day, "juma");
    const said = sentTo(day, "driver/drv_juma").filter(
      ({ type }) => type === "commitment.released",
    );
    expect(said).toMatchObject([{ why: "cancelled" }, { why: "answered-late" }]);
    expect(typesTo(day, "driver/drv_wanjiku").at(-1)).toBe("bid.lost");
    expect(typesTo(day, "payment/shp_tea")).toEqual([]);
  });

  test("while the money is asked for voids it, now and again when it answers", () => {
    const day = awarded();
    commits(day, "juma");
    cancels(day);
    commits(day, "juma");
    const released = typesTo(day, "driver/drv_juma").filter((it) => it === "commitment.released");
    expect(released).toHaveLength(1);
    isHeld(day, "juma");
    expect(typesTo(day, "payment/shp_tea")).toEqual([
      "hold-payment",
      "void-payment",
      "void-payment",
    ]);
    expect(day.shipment().phase).toBe("cancelled");
  });

  test("when booked lets the driver go and gives the money back", () => {
    const day = booked();
    cancels(day);
    expect(sentTo(day, "driver/drv_juma").at(-1)).toMatchObject({
      type: "commitment.released",
      why: "cancelled",
    });
    expect(typesTo(day, "payment/shp_tea")).toEqual(["hold-payment", "void-payment"]);
    isHeld(day, "juma");
    expect(typesTo(day, "payment/shp_tea")).toHaveLength(2);
  });

  test("when the truck stands at the pickup costs the fee that was shown with the booking", () => {
    const day = arrives(booked(), "arrived-pickup");
    cancels(day);
    expect(sentTo(day, "payment/shp_tea").at(-1)).toMatchObject({
      type: "refund-payment",
      amount: { amount: 32_000_00, currency: "KES" },
    });
    expect(replyOf(day)).toEqual({
      ...rowOf(day, "shipments", "shp_tea"),
      fee: { amount: 8_000_00, currency: "KES" },
      refund: { amount: 32_000_00, currency: "KES" },
    });
  });

  test("by support costs no fee", () => {
    const day = arrives(booked(), "arrived-pickup");
    cancels(day, SUPPORT);
    expect(typesTo(day, "payment/shp_tea").at(-1)).toBe("void-payment");
    expect(replyOf(day)).toMatchObject({ fee: { amount: 0 }, refund: { amount: 40_000_00 } });
  });

  test("before anything was booked costs nothing, and nothing goes back", () => {
    const day = onMarket();
    cancels(day);
    expect(replyOf(day)).toMatchObject({ status: "cancelled", fee: null, refund: null });
  });

  test.for(["loaded", "departed", "arrived-delivery", "unloaded"] as const)(
    "is too late once the truck has said %s",
    (step) => {
      const day = arrives(booked(), step);
      expect(cancels(day)).toMatchObject({ refused: "shipment-under-way" });
    },
  );

  test("of what is over changes nothing", () => {
    const day = arrives(booked(), "delivered");
    expect(cancels(day)).toMatchObject({ refused: "shipment-over" });
    const twice = onMarket();
    cancels(twice);
    expect(cancels(twice)).toMatchObject({ refused: "shipment-over" });
  });

  test("is not a driver's to do", () => {
    expect(cancels(booked(), driverOf("juma"))).toMatchObject({ refused: "role-may-not" });
  });

  test("leaves the truck's late steps without a meaning", () => {
    const day = booked();
    cancels(day);
    arrives(day, "delivered");
    expect(day.shipment().phase).toBe("cancelled");
  });
});
