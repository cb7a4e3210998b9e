import { describe, expect, test } from "vitest";
import { arrives, booked, openDay, tea } from "../specs/market-day.ts";
import { drawPins } from "./draw-pins.ts";
import { MARKET_POLICY } from "./market-policy.ts";

const BOTH = { pickup: true, delivery: true };
const NEITHER = { pickup: false, delivery: false };

describe("PINs", () => {
  test.for([
    ["nobody wants any", {}, NEITHER, undefined],
    ["the shipper wants one at the delivery", { delivery: true }, NEITHER, { delivery: "0042" }],
    ["the market wants one at the pickup", {}, { ...NEITHER, pickup: true }, { pickup: "0042" }],
    [
      "the shipper wants none and the market both",
      NEITHER,
      BOTH,
      { pickup: "0042", delivery: "0042" },
    ],
  ] as const)("are drawn where they are wanted: %s", ([, pinsAsked, always, drawn]) => {
    expect(drawPins({ pinsAsked }, { pinsAsked: always }, () => 0.00425)).toEqual(drawn);
  });

  test("differ from end to end, since the dice do", () => {
    const dice = (purpose: string) => (purpose.includes("pickup") ? 0 : 0.9999999);
    expect(drawPins({ pinsAsked: BOTH }, MARKET_POLICY, dice)).toEqual({
      pickup: "0000",
      delivery: "9999",
    });
  });
});

describe("the PINs of a booking", () => {
  const day = () => booked(tea({ pinsAsked: BOTH }));
  const PIN = "4711";

  test("go to the driver's agent, who asks for them", () => {
    const told = day()
      .carried()
      .flatMap((it) => ("send" in it ? [it] : []));
    const booking = { type: "booking.confirmed", pins: { pickup: PIN, delivery: PIN } };
    expect(told).toContainEqual({ to: "driver/drv_juma", send: expect.objectContaining(booking) });
    expect(told.filter(({ send }) => "pins" in send)).toHaveLength(1);
  });

  test("are told to the shipper, and to nobody else", () => {
    const live = day()
      .carried()
      .flatMap((it) => ("live" in it ? [it] : []));
    const heard = live.filter(({ body }) => JSON.stringify(body).includes(PIN));
    expect(heard.map(({ live: name, audience }) => [name, audience])).toEqual([
      ["booking.confirmed", "shipper"],
    ]);
  });

  test("stand in its row until the cargo is there", () => {
    const there = day();
    const shown = () => there.carried().findLast((it) => "view" in it && it.view === "shipments");
    const pins = { pickup: PIN, delivery: PIN };
    expect(shown()).toMatchObject({ row: { request: { pins } } });
    arrives(there, "unloaded");
    expect(shown()).toMatchObject({ row: { request: { pins } } });
    arrives(there, "delivered");
    expect(JSON.stringify(shown())).not.toContain(PIN);
  });

  test("are none where nobody asks", () => {
    expect(JSON.stringify(booked().carried())).not.toContain("pins");
    expect(openDay().carried()).toEqual([]);
  });
});
