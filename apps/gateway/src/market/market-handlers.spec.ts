/* oxlint-disable house/no-banned-file-names -- "Handler" is the word of the port at the door: these are its handlers. */
import { toIso } from "@msafara/kernel";
import { describe, expect, test } from "vitest";
import {
  ADA,
  AMINA,
  bidOn,
  book,
  goOnShift,
  JUMA,
  KES,
  OTIENO,
  POLICY,
  reaches,
  tea,
  TRUCK,
  WANJIKU,
} from "./specs/market-people.ts";
import { openTestDesk } from "./specs/open-test-desk.ts";

const NOBODYS = "01jx5k7q3v9e2m8n4p6r0s1t2z";
const STEPS = [
  ["arrived-pickup", "at-pickup"],
  ["loaded", "loading"],
  ["departed", "in-transit"],
  ["arrived-delivery", "at-delivery"],
  ["unloaded", "unloading"],
  ["delivered", "delivered"],
] as const;

describe("the first journey", () => {
  test("goes from a request to a delivery that is confirmed and paid", async () => {
    const desk = await openTestDesk(1);
    const { shipment, bid } = await book(desk);
    const params = { id: shipment.id };
    expect(shipment).toMatchObject({ status: "broadcasting", packages: [{ description: "tea" }] });
    expect(shipment.reference).toMatch(/^SHP-[0-9A-Z]{5}-[0-9A-Z]{5}$/);
    expect(shipment.trackingUrl).toBe(`/track/${shipment.packages[0].number}`);

    const booked = await desk.ask(AMINA, "readShipment", { params });
    expect(booked.booking).toMatchObject({ bidId: bid.id, amount: KES(1_200_000) });
    const trip = { id: booked.booking.tripId };
    for (const [step, status] of STEPS) {
      const body = { step, at: toIso(desk.time.now()) };
      const told = await desk.ask(JUMA, "reportProgress", { params: trip, body });
      expect(told).toMatchObject({ shipmentId: shipment.id, step, status });
      await reaches(desk, shipment.id, status);
    }
    const confirmed = await desk.ask(AMINA, "confirmDelivery", { params });
    expect(confirmed).toMatchObject({ id: shipment.id, status: "delivered" });
    await reaches(desk, shipment.id, "completed");
    const { items } = await desk.ask(AMINA, "listPayments", { query: {} });
    expect(items).toMatchObject([{ status: "released", reason: "delivered" }]);
    const payment = await desk.ask(AMINA, "readPayment", { params: { id: items[0].id } });
    expect(payment).toEqual(items[0]);
    expect(desk.audit.slice(-2)).toMatchObject([
      { who: AMINA.userId, act: "payments.viewed" },
      { who: AMINA.userId, act: "payment.viewed", resource: `payment/${shipment.id}` },
    ]);
  });

  test("is seen from every side on its way", async () => {
    const desk = await openTestDesk(2);
    const { shipment, bid } = await bidOn(desk);
    const params = { id: shipment.id };
    const ranked = await desk.ask(AMINA, "listBids", { params });
    expect(ranked.items).toMatchObject([{ id: bid.id, rank: 1, driver: { rating: null } }]);
    const loads = await desk.ask(JUMA, "searchLoads", { query: { limit: "10" } });
    expect(loads.items).toMatchObject([{ shipmentId: shipment.id, approachM: 1_000 }]);
    expect(loads.items[0]).not.toHaveProperty("shipperId");
    const list = await desk.ask(AMINA, "listShipments", { query: {} });
    expect(list.items).toMatchObject([{ id: shipment.id }]);
    expect(await desk.ask(OTIENO, "listShipments", { query: {} })).toMatchObject({ items: [] });
    expect(await desk.ask(JUMA, "readBid", { params: { id: bid.id } })).toEqual(bid);
    const timeline = await desk.ask(AMINA, "readTimeline", { params });
    expect(timeline.items).toMatchObject([{ seq: 1, name: "shipment.requested" }]);
    expect(await desk.ask(JUMA, "readDriver")).toMatchObject(TRUCK);
    const driver = { type: "driver", id: JUMA.agentId ?? "" };
    expect(await desk.ask(ADA, "readAgent", { params: driver })).toMatchObject(driver);
    expect((await desk.ask(ADA, "listAgents", { query: {} })).items).toHaveLength(1);
    expect(await desk.ask(AMINA, "readStats")).toMatchObject({ shipments: { open: 1 } });
  });
});

describe("a command under a key", () => {
  test("is done once, and answered alike for ever", async () => {
    const desk = await openTestDesk(3);
    const { bid } = await bidOn(desk);
    const params = { id: bid.id };
    const first = await desk.ask(JUMA, "withdrawBid", { params, key: "k-1" });
    const before = desk.events();
    expect(await desk.ask(JUMA, "withdrawBid", { params, key: "k-1" })).toEqual(first);
    expect(desk.events()).toBe(before);
    const body = { available: false };
    expect(await desk.ask(JUMA, "setAvailability", { body, key: "k-1" })).toEqual({
      keyReused: true,
    });
  });

  test("stands for what was asked, whatever the desk makes of it meanwhile", async () => {
    const desk = await openTestDesk(17);
    const params = { type: "shipper", id: AMINA.agentId ?? "" };
    const policy = { autoAward: true, openMax: KES(3_000_000) };
    await desk.ask(AMINA, "setAgentPolicy", { params, body: { policy } });
    const body = tea(desk);
    const first = await desk.ask(AMINA, "requestShipment", { body, key: "k-1" });
    await desk.time.run(desk.time.now() + 1_000);
    // The first counts against the limit by now, so that nothing would be left for a second.
    expect(await desk.ask(AMINA, "requestShipment", { body, key: "k-1" })).toEqual(first);
    const other = tea(desk, { serviceLevel: "express" });
    const reused = { body: other, key: "k-1" };
    expect(await desk.ask(AMINA, "requestShipment", reused)).toEqual({ keyReused: true });
    const { items } = await desk.ask(AMINA, "listShipments", { query: {} });
    expect(items).toHaveLength(1);

    await goOnShift(desk);
    const bid = { shipmentId: first.id, amount: KES(1_200_000), estimatedMinutes: 150 };
    const made = await desk.ask(JUMA, "submitBid", { body: bid, key: "k-2" });
    const newer = { ...TRUCK, vehicle: { ...TRUCK.vehicle, yearBuilt: 2025 } };
    await desk.ask(JUMA, "setDriver", { body: newer });
    expect(await desk.ask(JUMA, "submitBid", { body: bid, key: "k-2" })).toEqual(made);
  });

  test("changes nothing in a rehearsal, and is answered as in earnest", async () => {
    const desk = await openTestDesk(4);
    await goOnShift(desk);
    const before = [desk.events(), desk.audit.length];
    const body = tea(desk);
    const { rehearsed } = await desk.ask(AMINA, "requestShipment", { body, dryRun: true });
    expect(rehearsed).toMatchObject({ status: "broadcasting", shipperId: AMINA.agentId });
    expect([desk.events(), desk.audit.length]).toEqual(before);
    const past = { ...body, delivery: body.pickup, pickup: body.delivery };
    expect(await desk.ask(AMINA, "requestShipment", { body: past, dryRun: true })).toEqual({
      code: "delivery-before-pickup",
    });
  });

  test("is written into the record with who, what and from where", async () => {
    const desk = await openTestDesk(5);
    const shipment = await desk.ask(AMINA, "requestShipment", { body: tea(desk) });
    await desk.ask(OTIENO, "cancelShipment", {
      params: { id: shipment.id },
      body: { reason: "mine?" },
    });
    const line = { origin: "10.0.0.7", requestId: "req_1", resource: `platform/${shipment.id}` };
    expect(desk.audit).toEqual([
      {
        ...line,
        who: AMINA.userId,
        act: "platform.request-shipment",
        detail: { outcome: "done" },
      },
      {
        ...line,
        who: OTIENO.userId,
        act: "platform.cancel-shipment",
        detail: { outcome: "not-yours" },
      },
    ]);
  });
});

describe("a command that comes again", () => {
  test("is written down as what it is, with what the first came to", async () => {
    const desk = await openTestDesk(18);
    const body = tea(desk);
    const shipment = await desk.ask(AMINA, "requestShipment", { body, key: "k-1" });
    await desk.ask(AMINA, "requestShipment", { body, key: "k-1" });
    const cancel = { params: { id: shipment.id }, body: { reason: "too late" }, key: "k-2" };
    await desk.ask(OTIENO, "cancelShipment", cancel);
    await desk.ask(OTIENO, "cancelShipment", cancel);
    expect(desk.audit.map(({ act, detail }) => [act, detail])).toEqual([
      ["platform.request-shipment", { outcome: "done" }],
      ["platform.request-shipment", { outcome: "repeated", first: "done" }],
      ["platform.cancel-shipment", { outcome: "not-yours" }],
      ["platform.cancel-shipment", { outcome: "repeated", first: "not-yours" }],
    ]);
  });
});

describe("whoever acts for another", () => {
  test("names the shipper, or is asked whom he means", async () => {
    const desk = await openTestDesk(6);
    const body = tea(desk);
    expect(await desk.ask(ADA, "requestShipment", { body })).toEqual({ code: "shipper-missing" });
    const named = { ...body, shipperId: AMINA.agentId };
    expect(await desk.ask(ADA, "requestShipment", { body: named })).toEqual({
      code: "agent-not-found",
    });
    await desk.ask(AMINA, "requestShipment", { body });
    const shipment = await desk.ask(ADA, "requestShipment", { body: named });
    expect(shipment).toMatchObject({ shipperId: AMINA.agentId });
    expect(await desk.ask(OTIENO, "requestShipment", { body: named })).toEqual({
      code: "not-found",
    });
  });

  test("names the driver, who needs a truck", async () => {
    const desk = await openTestDesk(7);
    const { id: shipmentId } = await desk.ask(AMINA, "requestShipment", { body: tea(desk) });
    const body = { shipmentId, amount: KES(1_000_000), estimatedMinutes: 150 };
    expect(await desk.ask(ADA, "submitBid", { body })).toEqual({ code: "driver-missing" });
    expect(await desk.ask(JUMA, "submitBid", { body })).toEqual({ code: "profile-missing" });
    await goOnShift(desk);
    const named = { ...body, driverId: JUMA.agentId };
    expect(await desk.ask(WANJIKU, "submitBid", { body: named })).toEqual({ code: "not-found" });
    const bid = await desk.ask(ADA, "submitBid", { body: named });
    expect(bid).toMatchObject({ driverId: JUMA.agentId, status: "submitted" });
  });
});

describe("what is awarded without asking", () => {
  const limits = { autoAward: true, ceiling: KES(2_000_000), openMax: KES(3_000_000) };

  test("keeps to the limits of the shipper's policy, and to none there is no award", async () => {
    const desk = await openTestDesk(8);
    const params = { type: "shipper", id: AMINA.agentId ?? "" };
    const bidding = { windowSeconds: 30, autoAward: true, budgetShown: true };
    const free = await desk.ask(AMINA, "requestShipment", { body: tea(desk, { bidding }) });
    expect(free.bidding.autoAward).toBe(false);
    const set = await desk.ask(AMINA, "setAgentPolicy", { params, body: { policy: limits } });
    expect(set).toMatchObject({ ...params, policy: limits });
    const bound = await desk.ask(AMINA, "requestShipment", { body: tea(desk, { bidding }) });
    // One that is on the market already may come to the ceiling: a million is left.
    expect(bound).toMatchObject({ bidding: { autoAward: true }, budget: KES(1_000_000) });
    expect(bound.bidding.budgetShown).toBe(false);
  });

  test("is not turned on later without a limit, nor above it", async () => {
    const desk = await openTestDesk(9);
    const { id } = await desk.ask(AMINA, "requestShipment", { body: tea(desk) });
    const change = { params: { id }, body: { bidding: { autoAward: true } } };
    expect(await desk.ask(AMINA, "changeShipment", change)).toEqual({ code: "limit-missing" });
    const params = { type: "shipper", id: AMINA.agentId ?? "" };
    await desk.ask(AMINA, "setAgentPolicy", { params, body: { policy: limits } });
    const dear = { ...change, body: { ...change.body, budget: KES(9_000_000) } };
    const changed = await desk.ask(AMINA, "changeShipment", dear);
    expect(changed).toMatchObject({ bidding: { autoAward: true }, budget: KES(2_000_000) });
  });
});

describe("refused", () => {
  test("is who has not proved his phone", async () => {
    const desk = await openTestDesk(10);
    await goOnShift(desk);
    desk.unproven.add(AMINA.userId).add(JUMA.userId);
    const no = { code: "phone-not-verified" };
    const id = `shp_${NOBODYS}`;
    const bid = { shipmentId: id, amount: KES(1), estimatedMinutes: 1 };
    const bidId = `bid_${NOBODYS}`;
    expect(await desk.ask(AMINA, "requestShipment", { body: tea(desk) })).toEqual(no);
    expect(await desk.ask(AMINA, "awardBid", { params: { id }, body: { bidId } })).toEqual(no);
    expect(await desk.ask(JUMA, "submitBid", { body: bid })).toEqual(no);
    expect(await desk.ask(JUMA, "acceptAward", { params: { id: bidId } })).toEqual(no);
  });

  test.for([
    ["readShipment", "shp", "not-found", undefined],
    ["changeShipment", "shp", "not-found", { budget: KES(1) }],
    ["cancelShipment", "shp", "not-found", { reason: "why not" }],
    ["confirmDelivery", "shp", "not-found", undefined],
    ["listBids", "shp", "not-found", undefined],
    ["readTimeline", "shp", "not-found", undefined],
    ["readBid", "bid", "bid-not-found", undefined],
    ["readPayment", "pay", "payment-not-found", undefined],
  ] as const)("%s of a %s that is not there: %s", async ([name, kind, code, body]) => {
    const desk = await openTestDesk(11);
    const params = { id: `${kind}_${NOBODYS}` };
    expect(await desk.ask(AMINA, name, { params, body })).toEqual({ code });
  });

  test.for(["withdrawBid", "declineAward", "acceptAward"] as const)(
    "is a driver who would %s that is not there",
    async (name) => {
      const desk = await openTestDesk(12);
      const params = { id: `bid_${NOBODYS}` };
      expect(await desk.ask(JUMA, name, { params })).toEqual({ code: "bid-not-found" });
    },
  );

  test("is an agent without a policy, and a policy for another kind of agent", async () => {
    const desk = await openTestDesk(13);
    const id = AMINA.agentId ?? "";
    const body = { policy: POLICY };
    const ask = async (type: string) =>
      await desk.ask(AMINA, "setAgentPolicy", { params: { type, id }, body });
    expect(await ask("facility")).toEqual({ code: "agent-not-found" });
    expect(await ask("driver")).toEqual({ code: "agent-not-found" });
    expect(await ask("shipper")).toEqual({ code: "policy-unfit" });
    const strange = { type: "shipper", id: OTIENO.agentId ?? "" };
    const mine = { params: strange, body: { policy: { autoAward: false } } };
    expect(await desk.ask(AMINA, "setAgentPolicy", mine)).toEqual({ code: "agent-not-found" });
  });

  test("is a policy for somebody who is not there, and no agent comes to life by it", async () => {
    const desk = await openTestDesk(15);
    const params = { type: "driver", id: JUMA.agentId ?? "" };
    const asked = { params, body: { policy: { autoBid: true } } };
    expect(await desk.ask(ADA, "setAgentPolicy", asked)).toEqual({ code: "agent-not-found" });
    await goOnShift(desk);
    expect(await desk.ask(ADA, "setAgentPolicy", asked)).toMatchObject(params);
  });

  test("is a search from nowhere, and a driver without a truck", async () => {
    const desk = await openTestDesk(14);
    expect(await desk.ask(JUMA, "searchLoads", { query: {} })).toEqual({
      code: "position-missing",
    });
    expect(await desk.ask(JUMA, "readDriver")).toEqual({ code: "profile-missing" });
    const body = { available: true };
    expect(await desk.ask(JUMA, "setAvailability", { body })).toEqual({ code: "profile-missing" });
    const blind = { ...TRUCK, policy: { autoBid: true } };
    expect(await desk.ask(JUMA, "setDriver", { body: blind })).toEqual({ code: "rate-missing" });
    expect(await desk.ask(JUMA, "readDriver")).toEqual({ code: "profile-missing" });
  });
});

test("calling off a booking tells what it cost", async () => {
  const desk = await openTestDesk(15);
  const { shipment } = await book(desk);
  const body = { reason: "The mill has no power today." };
  const cancelled = await desk.ask(AMINA, "cancelShipment", { params: { id: shipment.id }, body });
  expect(cancelled).toMatchObject({
    status: "cancelled",
    cancellation: { fee: KES(0), refund: KES(1_200_000) },
  });
});

test("a no to an award lets the bid fall away", async () => {
  const desk = await openTestDesk(16);
  const { shipment, bid } = await bidOn(desk);
  const params = { id: bid.id };
  await desk.ask(AMINA, "awardBid", { params: { id: shipment.id }, body: { bidId: bid.id } });
  await desk.until(async () => {
    const said = await desk.ask(JUMA, "declineAward", { params });
    return said.status === "fell-away";
  });
  await desk.until(async () => {
    const { status } = await desk.ask(JUMA, "readBid", { params });
    return status === "fell-away";
  });
  expect(await desk.ask(JUMA, "declineAward", { params })).toEqual({ code: "no-award-waiting" });
});
