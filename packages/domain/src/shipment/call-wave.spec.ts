import { isRefusal } from "@msafara/kernel";
import { describe, expect, test } from "vitest";
import {
  bids,
  candidate,
  type Day,
  found,
  liveTo,
  MINUTE,
  MORNING,
  onMarket,
  openDay,
  requested,
  sentTo,
  tea,
  typesTo,
} from "../specs/market-day.ts";
import { MARKET_POLICY } from "./market-policy.ts";

const SECOND = 1_000;

function passes(day: Day, name: string, why = "busy"): void {
  day.tell({ type: "request.passed", driverId: `drv_${name}`, why });
}

function radii(day: Day): readonly number[] {
  return day.events().flatMap((it) => (it.type === "wave.called" ? [it.radiusM] : []));
}

describe("waves", () => {
  test.for([
    ["longer than the market allows", { windowSecondsMax: 40 }, 40],
    ["shorter than the market allows", { windowSecondsMin: 300, windowSecondsMax: 600 }, 300],
  ] as const)(
    "take bids for the market's time where %s was asked for (U139)",
    ([, window, lasts]) => {
      const day = openDay({ ...MARKET_POLICY, ...window });
      day.tell(requested());
      const result = { wave: 1, asked: [candidate("juma")], passedOver: [] };
      day.tell({ type: "find-drivers.done", result });
      const closes = day
        .events()
        .flatMap((it) => (it.type === "wave.broadcast" ? [it.closesAt] : []));
      expect(closes).toEqual([MORNING + lasts * SECOND]);
    },
  );

  test("ask whom the roster found, and write down whom it passed over and why (U138)", () => {
    const day = openDay();
    day.tell(requested());
    const passedOver = [
      { driverId: "drv_far", why: "too-far", facts: { distanceM: 90_000 } },
    ] as const;
    day.tell({
      type: "find-drivers.done",
      result: { wave: 1, asked: [candidate("juma")], passedOver },
    });
    expect(typesTo(day, "driver/drv_juma")).toEqual(["shipment.requested"]);
    expect(typesTo(day, "driver/drv_far")).toEqual([]);
    expect(day.carried()).toContainEqual({
      view: "asks",
      key: "shp_tea:drv_far",
      row: {
        shipmentId: "shp_tea",
        driverId: "drv_far",
        wave: 1,
        outcome: "passed-over",
        why: "too-far",
        facts: { distanceM: 90_000 },
      },
    });
  });

  test("show a budget only if the shipper shows it (R26)", () => {
    const budget = { amount: 60_000_00, currency: "KES" };
    const shown = { windowSeconds: 120, autoAward: false, budgetShown: true };
    expect(sentTo(onMarket(["juma"], tea({ budget })), "driver/drv_juma")[0]).not.toHaveProperty(
      "budget",
    );
    const open = onMarket(["juma"], tea({ budget, bidding: shown }));
    expect(sentTo(open, "driver/drv_juma")[0]).toHaveProperty("budget", budget);
  });

  test("go further when nobody bids, and each keeps the auction open 30 s more (R26)", () => {
    const day = onMarket();
    expect(day.shipment()).toMatchObject({ closesAt: MORNING + 2 * MINUTE });
    day.ring("close");
    found(day, ["otieno"]);
    expect(day.shipment()).toMatchObject({ phase: "bidding", closesAt: day.now() + 30 * SECOND });
    day.ring("close");
    found(day, ["njeri"]);
    day.ring("close");
    expect(day.shipment()).toMatchObject({ phase: "expired", why: "nobody-bid" });
    expect(radii(day)).toEqual([50_000, 150_000, 400_000]);
    expect(day.timers().size).toBe(0);
  });

  test("ask nobody twice", () => {
    const day = onMarket(["juma"]);
    day.ring("close");
    found(day, ["juma", "otieno"]);
    expect(typesTo(day, "driver/drv_juma")).toEqual(["shipment.requested"]);
    const [, second] = day.carried().flatMap((it) => ("effect" in it ? [it.body] : []));
    expect(second).toMatchObject({ wave: 2, already: ["drv_juma"] });
  });

  test("do not wait where all have passed, but keep what was promised", () => {
    const day = onMarket();
    passes(day, "juma");
    expect(day.shipment().phase).toBe("bidding");
    passes(day, "wanjiku");
    expect(day.shipment().phase).toBe("broadcasting");
    found(day, ["otieno"]);
    expect(day.shipment()).toMatchObject({ wave: 2, closesAt: MORNING + 2 * MINUTE });
  });

  test("wait for a bid that stands although all others have passed", () => {
    const day = onMarket();
    bids(day, "juma", 40_000_00);
    passes(day, "wanjiku");
    passes(day, "juma");
    expect(day.shipment()).toMatchObject({ phase: "bidding", wave: 1 });
  });

  test("go on where the roster is down or silent; the last keeps its time for the open market", () => {
    const day = openDay();
    day.tell(requested());
    day.tell({ type: "find-drivers.failed", reason: "down" });
    expect(day.shipment()).toMatchObject({ phase: "broadcasting", wave: 2 });
    day.ring("close");
    expect(day.shipment()).toMatchObject({ phase: "broadcasting", wave: 3 });
    day.tell({ type: "find-drivers.failed", reason: "down" });
    expect(day.shipment()).toMatchObject({ phase: "bidding", wave: 3 });
    day.ring("close");
    expect(day.shipment().phase).toBe("expired");
  });

  test("hear no roster twice, nor one of an earlier wave", () => {
    const day = onMarket(["juma"]);
    found(day, ["otieno"]);
    expect(typesTo(day, "driver/drv_otieno")).toEqual([]);
  });

  test("end when the time to decide does, however many are left", () => {
    const day = openDay({ ...MARKET_POLICY, decideMs: MINUTE });
    day.tell(requested());
    found(day, ["juma"]);
    expect(day.shipment()).toMatchObject({ closesAt: MORNING + MINUTE });
    day.ring("close");
    expect(day.shipment()).toMatchObject({ phase: "expired", why: "nobody-bid" });
    expect(radii(day)).toEqual([50_000]);
  });

  test("ask so many at once and no more", () => {
    const day = openDay({ ...MARKET_POLICY, askedPerWaveMax: 1 });
    day.tell(requested());
    found(day, ["juma", "wanjiku"]);
    expect(typesTo(day, "driver/drv_wanjiku")).toEqual([]);
  });

  test("are not ended by the clock of an earlier one", () => {
    const day = onMarket();
    day.ring("close");
    day.tell({ type: "close.rang", wave: 1 });
    expect(day.shipment()).toMatchObject({ phase: "broadcasting", wave: 2 });
  });

  test("end with advice on the price when it was too low (R6)", () => {
    const day = onMarket(["juma"], tea({ budget: { amount: 10_000_00, currency: "KES" } }));
    passes(day, "juma", "below-floor");
    found(day, []);
    found(day, []);
    day.ring("close");
    expect(liveTo(day, "shipper", "shipment.expired")).toEqual([
      {
        shipmentId: "shp_tea",
        why: "nobody-bid",
        hint: {
          asked: 1,
          passed: { "below-floor": 1 },
          try: { amount: 11_500_00, currency: "KES" },
        },
      },
    ]);
  });

  test("a close that rings too early closes nothing", () => {
    const day = onMarket();
    bids(day, "juma", 40_000_00);
    const early = day.tell({ type: "close.rang", wave: 1 });
    expect(isRefusal(early) ? [] : early).toEqual([]);
    expect(day.shipment().phase).toBe("bidding");
  });
});
