import type { Instant } from "@msafara/kernel";
import type { RoadArea } from "./roads-question.ts";

/** Something that happens on the roads, as an operator tells it (U102). */
export interface TrafficHappening {
  readonly id: string;
  /** Of two tellings the higher counts. */
  readonly revision: number;
  readonly area: RoadArea;
  /** Nobody passes, or all are slowed to this share of what they would drive. */
  readonly effect: "closed" | { readonly share: number };
  readonly fromAt: Instant;
  /** What was called off ends before it begins. */
  readonly untilAt: Instant;
  readonly note: string;
}

/** On this topic of the live bus the pools hear of what was told; what they miss they find in the table. */
export const TRAFFIC_TOPIC = "traffic";
