import { tellEvent } from "@msafara/contracts";
import { toIso } from "@msafara/kernel";
import { decode, idOf, type LiveRow, roleOf } from "@msafara/runtime";
import { expect, test } from "vitest";
import { AMINA, bidOn, book, JUMA, KES, reaches } from "./specs/market-people.ts";
import { openTestDesk, type TestDesk } from "./specs/open-test-desk.ts";

const STEPS = ["arrived-pickup", "loaded", "departed", "arrived-delivery", "unloaded", "delivered"];

/** Under which topic of the wire it is told. */
function placeOf({ topic, audience }: LiveRow): string {
  if (roleOf(topic) === "platform") return `shipment/${idOf(topic)}`;
  if (roleOf(topic) === "payment") return idOf(topic).replace("shp_", "payment/pay_");
  if (audience.startsWith("trip:")) return audience.replace(":", "/");
  return audience === "market" || audience === "ops" ? audience : "me";
}

/** What agents told that the document does not have, or has otherwise. */
function untold(desk: TestDesk): readonly string[] {
  const strange = desk
    .told()
    .filter(
      (row) => tellEvent(placeOf(row), { name: row.name, data: decode(row.body) }) === undefined,
    );
  return [...new Set(strange.map(({ topic, name }) => `${roleOf(topic)} ${name}`))];
}

test("whatever is told on a journey is told as the document says", async () => {
  const desk = await openTestDesk(1);
  const { shipment } = await book(desk);
  const params = { id: shipment.id };
  const { booking } = await desk.ask(AMINA, "readShipment", { params });
  for (const step of STEPS) {
    const body = { step, at: toIso(desk.time.now()), position: { lat: -0.37, lng: 35.28 } };
    await desk.ask(JUMA, "reportProgress", { params: { id: booking.tripId }, body });
    await desk.time.run(desk.time.now() + 1_000);
  }
  await desk.ask(AMINA, "confirmDelivery", { params });
  await reaches(desk, shipment.id, "completed");
  expect(desk.told().length).toBeGreaterThan(30);
  expect(untold(desk)).toEqual([]);
});

test("and whatever is told of what does not come off", async () => {
  const desk = await openTestDesk(2);
  const first = await bidOn(desk);
  const params = { id: first.shipment.id };
  await desk.ask(AMINA, "awardBid", { params, body: { bidId: first.bid.id } });
  await desk.time.run(desk.time.now() + 1_000);
  await desk.ask(JUMA, "declineAward", { params: { id: first.bid.id } });
  await reaches(desk, first.shipment.id, "expired");
  const second = await bidOn(desk);
  await desk.ask(JUMA, "withdrawBid", { params: { id: second.bid.id } });
  const reason = { reason: "The tea is not dry" };
  await desk.ask(AMINA, "cancelShipment", { params: { id: second.shipment.id }, body: reason });
  expect(untold(desk)).toEqual([]);
});

test("a driver's inbox of the market hears of loads that come, change and go", async () => {
  const desk = await openTestDesk(4);
  const { shipment } = await bidOn(desk);
  const params = { id: shipment.id };
  const change = { bookNow: KES(900_000) };
  await desk.ask(AMINA, "changeShipment", { params, body: change });
  await desk.ask(AMINA, "cancelShipment", { params, body: { reason: "The tea is not dry" } });
  await desk.time.run(desk.time.now() + 120_000);
  const inbox = desk.told().filter(({ audience }) => audience === "market");
  const heard = inbox.map(({ topic, name }) => `${topic} ${name}`);
  const juma = `driver/${JUMA.agentId}`;
  expect(heard).toEqual([
    `${juma} shipment.requested`,
    `${juma} request.changed`,
    `${juma} request.closed`,
  ]);
  expect(decode(inbox[1]!.body)).toEqual({ shipmentId: shipment.id, ...change });
  expect(untold(desk)).toEqual([]);
});

test("and whatever is told of a booking that is called off", async () => {
  const desk = await openTestDesk(3);
  const { shipment } = await book(desk);
  const body = { reason: "The tea is not dry" };
  await desk.ask(AMINA, "cancelShipment", { params: { id: shipment.id }, body });
  await desk.ask(JUMA, "setAvailability", { body: { available: false } });
  await desk.time.run(desk.time.now() + 60_000);
  expect(untold(desk)).toEqual([]);
});
