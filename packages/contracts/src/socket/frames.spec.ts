import { describe, expect, test } from "vitest";
import { z } from "zod";
import { spoil } from "../specs/spoil.ts";
import { LIVE_EVENTS } from "./events.ts";
import { askedFrameSchema, toldFrameSchema } from "./frames.ts";
import { topicSchema } from "./topic.ts";

const TOPIC = "shipment/shp_01jx5k7q3v9e2m8n4p6r0s1t2w";
const AT = "2026-11-20T09:00:00.000Z";

const asked = [
  { type: "auth", token: "eyJhbGciOiJFZERTQSJ9", device: "tecno-spark.1" },
  { type: "subscribe", topic: TOPIC, after: 120 },
  { type: "unsubscribe", topic: TOPIC },
  { type: "ping" },
  { type: "pong" },
];

const told = [
  { type: "subscribed", topic: TOPIC, seq: 118 },
  { type: "event", topic: TOPIC, seq: 121, name: "bid.submitted", at: AT, data: { bids: 3 } },
  {
    type: "position",
    topic: "truck/trk_01jx5k7q3v9e2m8n4p6r0s1t2w",
    at: AT,
    lat: -1.29,
    lng: 36.82,
    speed: 22.2,
    heading: 134.5,
  },
  { type: "error", code: "topic-not-found", detail: "There is no such topic.", topic: TOPIC },
  { type: "ping" },
  { type: "pong" },
];

describe.for(asked)("$type, as a client sends it", (frame) => {
  test("is read", () => {
    expect(askedFrameSchema.safeParse(frame).success).toBe(true);
  });

  test("is refused with any one thing spoilt", () => {
    for (const { path, how, value } of spoil(frame)) {
      expect(askedFrameSchema.safeParse(value).success, `${how} at ${path}`).toBe(false);
    }
  });
});

test.for(told)("$type is written as the wire has it", (frame) => {
  const read = toldFrameSchema.parse(frame);
  expect(z.encode(toldFrameSchema, read)).toEqual(frame);
});

test("a client does not speak as the server does", () => {
  for (const frame of told.filter(({ type }) => !type.startsWith("p") || type === "position")) {
    expect(askedFrameSchema.safeParse(frame).success, frame.type).toBe(false);
  }
});

test.for([
  "me",
  "market",
  "ops",
  TOPIC,
  "trip/trp_01jx5k7q3v9e2m8n4p6r0s1t2w",
  "payment/pay_01jx5k7q3v9e2m8n4p6r0s1t2w",
])("%s can be followed", (topic) => {
  expect(topicSchema.safeParse(topic).success).toBe(true);
});

test.for([
  "",
  "you",
  "shipment/",
  "shipment/trp_01jx5k7q3v9e2m8n4p6r0s1t2w",
  "shipment/*",
  `${TOPIC}/x`,
  `${TOPIC}\n`,
])("%j cannot", (topic) => {
  expect(topicSchema.safeParse(topic).success).toBe(false);
});

test("an event is a noun and what happened", () => {
  for (const name of Object.values(LIVE_EVENTS).flatMap((events) => Object.keys(events))) {
    expect(name).toMatch(/^[a-z]+\.[a-z]+(?:[_-][a-z]+)*$/);
  }
});
