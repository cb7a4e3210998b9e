import { describe, expect, test } from "vitest";
import { IDS } from "../examples/ids.ts";
import { tellEvent } from "./tell-event.ts";

const NOON = Date.UTC(2026, 10, 20, 9);
const waves = { shipmentId: IDS.shipment, wave: 1, asked: 12, passedOver: 3 };

describe("what is told of an event", () => {
  test("has its instants as the wire writes them", () => {
    const told = tellEvent("shipment", {
      name: "wave.broadcast",
      data: { ...waves, closesAt: NOON },
    });
    expect(told).toEqual({ ...waves, closesAt: "2026-11-20T09:00:00.000Z" });
  });

  test("is no more than the document says", () => {
    const data = { ...waves, closesAt: NOON, ceiling: { amount: 9, currency: "KES" } };
    expect(tellEvent("shipment", { name: "wave.broadcast", data })).not.toHaveProperty("ceiling");
  });

  test("is nothing where the document does not know the event, or it is not as written there", () => {
    expect(tellEvent("shipment", { name: "moon.rose", data: { at: NOON } })).toBeUndefined();
    expect(tellEvent("shipment", { name: "wave.broadcast", data: { wave: 9 } })).toBeUndefined();
    expect(tellEvent("truck", { name: "wave.broadcast", data: waves })).toBeUndefined();
  });
});
