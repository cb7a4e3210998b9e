import { z } from "zod";
import { SORTABLE } from "../id.ts";

/** What can be followed: one thing by its agent, or an inbox of one's own. */
export const TOPIC_KINDS = {
  shipment: "A shipment, by its agent: every event has the next number.",
  trip: "A trip.",
  payment: "A shipment's payment: every state has the next number.",
  facility: "A facility.",
  negotiation: "A negotiation.",
  truck: "Where a truck is; positions have no numbers, the latest wins.",
  me: "What is told to the caller's own agent.",
  market: "Loads that come and go, for drivers.",
  ops: "What operators have to know.",
} as const;

/** A kind of topic. */
export type TopicKind = keyof typeof TOPIC_KINDS;

const PREFIXES = "shipment/shp|trip/trp|payment/pay|facility/fac|negotiation/ngt|truck/trk";

/** `shipment/shp_…` and its like, or an inbox: `me`, `market`, `ops`. */
export const topicSchema = z
  .stringFormat("topic", new RegExp(`^(?:(?:${PREFIXES})_${SORTABLE}|me|market|ops)$`))
  .describe("What is followed: a thing by its id, or an inbox.");
