import { describe, expect, test } from "vitest";
import { AMINA, bids, booked, type Day, onMarket } from "../specs/market-day.ts";
import type { ShipmentChange } from "./shipment-message.ts";

function changes(day: Day, change: ShipmentChange) {
  return day.tell({ type: "change-shipment", by: AMINA, change });
}

const POSTED = { bookNow: { amount: 45_000_00, currency: "KES" } };

describe("changing a shipment", () => {
  test("keeps what was not named", () => {
    const day = onMarket();
    changes(day, { bidding: { autoAward: true } });
    expect(day.shipment()).toMatchObject({
      phase: "bidding",
      request: { bidding: { windowSeconds: 120, autoAward: true, budgetShown: false } },
    });
  });

  test("may be what was missing once the auction is over", () => {
    const day = onMarket();
    bids(day, "juma", 40_000_00);
    day.ring("close");
    changes(day, POSTED);
    expect(day.shipment()).toMatchObject({ phase: "awarding", award: { by: "book-now" } });
  });

  test("does not move to another currency", () => {
    const change = { budget: { amount: 1, currency: "USD" } };
    expect(changes(onMarket(), change)).toMatchObject({ refused: "wrong-currency" });
  });

  test("comes too late once it is booked, or over", () => {
    expect(changes(booked(), POSTED)).toMatchObject({ refused: "shipment-already-booked" });
    const day = onMarket();
    day.tell({ type: "cancel-shipment", by: AMINA, reason: "sold" });
    expect(changes(day, POSTED)).toMatchObject({ refused: "shipment-over" });
  });
});
