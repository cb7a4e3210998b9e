import { toIso } from "@msafara/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADA, AMINA, book, JUMA, KES, OTIENO, reaches } from "./specs/market-people.ts";
import { openRealDesk } from "../specs/open-real-desk.ts";

const STEPS = ["arrived-pickup", "loaded", "departed", "arrived-delivery", "unloaded", "delivered"];

describe("over a real database", () => {
  let desk: Awaited<ReturnType<typeof openRealDesk>>;
  beforeAll(async () => {
    desk = await openRealDesk();
  });
  afterAll(async () => {
    await desk.close();
  });

  test("a shipment goes from its request to its last cent, and is seen by whom it concerns", async () => {
    const { shipment, bid } = await book(desk);
    const params = { id: shipment.id };
    const seen = await desk.ask(AMINA, "readShipment", { params });
    expect(seen).toMatchObject({ status: "booked", booking: { bidId: bid.id } });
    expect(await desk.ask(OTIENO, "readShipment", { params })).toEqual({ code: "not-found" });
    expect(await desk.ask(JUMA, "readShipment", { params })).toMatchObject({ id: shipment.id });
    expect(await desk.ask(JUMA, "readBid", { params: { id: bid.id } })).toMatchObject({
      status: "won",
      tripId: seen.booking.tripId,
    });
    for (const step of STEPS) {
      const body = { step, at: toIso(desk.time.now()) };
      await desk.ask(JUMA, "reportProgress", { params: { id: seen.booking.tripId }, body });
    }
    await reaches(desk, shipment.id, "delivered");
    await desk.ask(AMINA, "confirmDelivery", { params });
    await reaches(desk, shipment.id, "completed");
    const { items } = await desk.ask(AMINA, "listPayments", { query: { status: "released" } });
    expect(items).toMatchObject([{ shipmentId: shipment.id, amount: KES(1_200_000) }]);
    const { id } = items[0];
    expect(await desk.ask(JUMA, "readPayment", { params: { id } })).toEqual(items[0]);
    const timeline = await desk.ask(AMINA, "readTimeline", { params, query: { limit: "3" } });
    expect(timeline.items).toHaveLength(3);
    expect(timeline.nextCursor).not.toBeNull();
    const query = { cursor: timeline.nextCursor };
    expect(await desk.ask(AMINA, "listShipments", { query })).toEqual({ code: "cursor-unknown" });
    const found = await desk.ask(AMINA, "listShipments", { query: { q: shipment.reference } });
    expect(found.items).toMatchObject([{ id: shipment.id, status: "completed" }]);
    expect(await desk.ask(JUMA, "readDriver")).toMatchObject({ state: "ReturnSearch" });
    const agent = { type: "driver", id: JUMA.agentId ?? "" };
    expect(await desk.ask(ADA, "readAgent", { params: agent })).toMatchObject(agent);
    expect((await desk.ask(ADA, "listAgents", { query: {} })).items).not.toHaveLength(0);
    expect(await desk.ask(AMINA, "readStats")).toMatchObject({ shipments: { open: 0 } });
    expect((await desk.ask(JUMA, "searchLoads", { query: {} })).items).toEqual([]);
  });
});
