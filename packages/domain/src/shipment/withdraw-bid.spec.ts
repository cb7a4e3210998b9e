import { describe, expect, test } from "vitest";
import {
  award,
  bids,
  booked,
  type Day,
  driverOf,
  liveTo,
  onMarket,
  replyOf,
  rowOf,
  typesTo,
} from "../specs/market-day.ts";

function withdraws(day: Day, name: string, by = name) {
  return day.tell({ type: "withdraw-bid", by: driverOf(by), bidId: `bid_${name}` });
}

function twoBids(): Day {
  const day = onMarket();
  bids(day, "juma", 40_000_00);
  bids(day, "wanjiku", 50_000_00);
  return day;
}

describe("taking a bid back", () => {
  test("ranks the others anew", () => {
    const day = twoBids();
    withdraws(day, "juma");
    expect(liveTo(day, "shipper", "bids.ranked").at(-1)).toMatchObject({
      count: 1,
      top: [{ bidId: "bid_wanjiku", rank: 1 }],
    });
    expect(typesTo(day, "driver/drv_juma").at(-1)).toBe("bid.lost");
    expect(replyOf(day)).toEqual(rowOf(day, "bids", "bid_juma"));
    expect(replyOf(day)).toMatchObject({ status: "withdrawn" });
    expect(award(day, "juma")).toMatchObject({ refused: "bid-not-found" });
  });

  test("as the last one of a closed auction asks drivers further away", () => {
    const day = twoBids();
    day.ring("close");
    withdraws(day, "juma");
    expect(day.shipment().phase).toBe("ranked");
    withdraws(day, "wanjiku");
    expect(day.shipment()).toMatchObject({ phase: "broadcasting", wave: 2 });
    expect([...day.timers().keys()]).toEqual(["close"]);
  });

  test("is too late once it was chosen", () => {
    const day = twoBids();
    award(day, "juma");
    expect(withdraws(day, "juma")).toMatchObject({ refused: "bid-already-awarded" });
    expect(withdraws(booked(), "juma")).toMatchObject({ refused: "bid-already-awarded" });
  });

  test("leaves an award of another alone", () => {
    const day = twoBids();
    award(day, "juma");
    withdraws(day, "wanjiku");
    expect(day.shipment()).toMatchObject({ phase: "awarding", award: { bidId: "bid_juma" } });
  });

  test("is its driver's alone, and done once", () => {
    const day = twoBids();
    expect(withdraws(day, "juma", "wanjiku")).toMatchObject({ refused: "not-yours" });
    withdraws(day, "juma");
    expect(withdraws(day, "juma")).toMatchObject({ refused: "bid-not-found" });
    expect(withdraws(day, "nobody")).toMatchObject({ refused: "bid-not-found" });
  });
});
