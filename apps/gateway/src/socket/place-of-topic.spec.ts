import type { Actor } from "@msafara/domain";
import { expect, test } from "vitest";
import { placeOfTopic } from "./place-of-topic.ts";

const juma: Actor = { userId: "usr_juma", role: "driver", agentId: "drv_juma" };
const amina: Actor = { userId: "usr_amina", role: "shipper", agentId: "shr_amina" };
const ada: Actor = { userId: "usr_ada", role: "admin" };
const market = {
  whereIsTrip: async (id: string) => (id === "trp_1" ? "drv_juma" : undefined),
} as const;

test.for([
  [
    "a shipment by the platform's agent",
    "shipment/shp_1",
    amina,
    "shipper",
    "platform/shp_1",
    "shipper",
  ],
  [
    "a trip by its driver's, to all alike",
    "trip/trp_1",
    amina,
    "shipper",
    "driver/drv_juma",
    "trip:trp_1",
  ],
  [
    "a payment by the agent of its shipment's letters",
    "payment/pay_1",
    amina,
    "shipper",
    "payment/shp_1",
    "shipper",
  ],
  ["the market to a driver by his own", "market", juma, "market", "driver/drv_juma", "market"],
  ["one's own inbox by one's own", "me", amina, "shipper", "shipper/shr_amina", "shipper"],
  ["what operators must know in one inbox", "ops", ada, "ops", "ops/all", "ops"],
] as const)("is told: %s", async ([, topic, actor, asked, address, audience]) => {
  const place = await placeOfTopic(market, { topic, actor, audience: asked });
  expect(place).toEqual({ topic: address, audience });
});

test.for([
  ["trip/trp_9", amina],
  ["market", ada],
  ["market", amina],
  ["me", ada],
] as const)("%s is told to nobody, or not to %o", async ([topic, actor]) => {
  expect(await placeOfTopic(market, { topic, actor, audience: "x" })).toBeUndefined();
});
