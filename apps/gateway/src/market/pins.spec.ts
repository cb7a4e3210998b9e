import { assert, toIso } from "@msafara/kernel";
import { decode } from "@msafara/runtime";
import { expect, test } from "vitest";
import { book, JUMA } from "./specs/market-people.ts";
import { openTestDesk, type TestDesk } from "./specs/open-test-desk.ts";

const BOTH = { pinsAsked: { pickup: true, delivery: true } };

interface Told {
  readonly tripId: string;
  readonly pins?: { readonly pickup: string; readonly delivery: string };
}

/** What somebody was told of the booking. */
function bookingFor(desk: TestDesk, audience: string): Told {
  const row = desk.told().find((it) => it.name === "booking.confirmed" && it.audience === audience);
  assert(row, "everybody is told of a booking");
  return decode<Told & Record<string, any>>(row.body);
}

/** A truck at its pickup, and how it goes on from there. */
async function atPickup(desk: TestDesk) {
  await book(desk, BOTH);
  const { tripId, pins } = bookingFor(desk, "shipper");
  assert(pins, "the shipper is told the PINs");
  const report = async (step: string, said: object = {}, how: object = {}) => {
    const body = { step, at: toIso(desk.time.now()), ...said };
    return await desk.ask(JUMA, "reportProgress", { params: { id: tripId }, body, ...how });
  };
  await report("arrived-pickup");
  const wrong = pins.pickup === "0000" ? "0001" : "0000";
  return { pins, wrong, report };
}

test("cargo is taken and given with the PINs that the shipper hands on", async () => {
  const desk = await openTestDesk(1);
  const { pins, report } = await atPickup(desk);
  expect(pins).toEqual({
    pickup: expect.stringMatching(/^\d{4}$/),
    delivery: expect.stringMatching(/^\d{4}$/),
  });
  expect(await report("loaded")).toEqual({ code: "pin-missing" });
  expect(await report("loaded", { pin: pins.pickup })).toMatchObject({ status: "loading" });
  for (const step of ["departed", "arrived-delivery", "unloaded"]) await report(step);
  expect(await report("delivered")).toEqual({ code: "pin-missing" });
  expect(await report("delivered", { pin: pins.delivery })).toMatchObject({ status: "delivered" });
});

test("the driver is told where he will be asked, and never what", async () => {
  const desk = await openTestDesk(2);
  const { pins } = await atPickup(desk);
  const his = desk.told().filter(({ audience }) => audience.startsWith("driver"));
  expect(JSON.stringify(his.map(({ body }) => decode(body)))).not.toContain(pins.delivery);
  expect(bookingFor(desk, "driver")).toMatchObject({ pinsAsked: { pickup: true, delivery: true } });
});

test("a wrong one is counted once, however often it is asked, and written into the record", async () => {
  const desk = await openTestDesk(3);
  const { wrong, report } = await atPickup(desk);
  for (let again = 0; again < 3; again++) {
    expect(await report("loaded", { pin: wrong }, { key: "a-guess" })).toEqual({
      code: "pin-wrong",
    });
  }
  const missed = desk.told().filter((it) => it.name === "pin.missed" && it.audience === "driver");
  expect(missed.map(({ body }) => decode<{ count: number }>(body).count)).toEqual([1]);
  const outcomes = desk.audit.map(({ act, detail }) => `${act} ${JSON.stringify(detail)}`);
  expect(outcomes).toContain('driver.progress-trip {"outcome":"pin-wrong"}');
});

test("guessing ends in waiting, and a rehearsal says nothing", async () => {
  const desk = await openTestDesk(4);
  const { pins, wrong, report } = await atPickup(desk);
  const rehearsal = await report("loaded", { pin: pins.pickup }, { dryRun: true });
  expect(rehearsal).toEqual({ code: "pin-not-rehearsed" });
  for (let tries = 0; tries < 5; tries++) {
    expect(await report("loaded", { pin: wrong })).toEqual({ code: "pin-wrong" });
  }
  expect(await report("loaded", { pin: pins.pickup })).toEqual({ code: "pin-waiting" });
  await desk.time.run(desk.time.now() + 1_000);
  expect(desk.told().filter(({ audience }) => audience === "ops")).toContainEqual(
    expect.objectContaining({ topic: "ops/all", name: "pin.missed", seq: 1 }),
  );
  await desk.time.run(desk.time.now() + 61_000);
  expect(await report("loaded", { pin: pins.pickup })).toMatchObject({ status: "loading" });
});

test("whoever asks for none is told none", async () => {
  const desk = await openTestDesk(5);
  await book(desk);
  expect(bookingFor(desk, "shipper").pins).toBeUndefined();
});
