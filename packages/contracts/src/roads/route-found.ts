import { z } from "zod";
import { instantSchema } from "../instant.ts";
import { positionSchema } from "../position.ts";
import { roadMetres, roadSeconds, roadsBasis } from "./roads-basis.ts";

const ROUTES_MAX = 10;
const LEGS_MAX = 49;
const STEPS_MAX = 20_000;
const POLYLINE_MAX = 20_000_000;

const stepSchema = z.object({
  maneuver: z.string().max(40).describe("Such as `turn-left`; new ones may come."),
  text: z.string().max(500),
  position: positionSchema,
  distanceM: roadMetres.describe("From here to the next step."),
  durationS: roadSeconds,
});

/** The part between two stops. */
const legSchema = z.object({
  distanceM: roadMetres,
  durationS: roadSeconds.describe(
    "From leaving the last stop up to `arriveAt`; the steps add up to it.",
  ),
  arriveAt: instantSchema.describe("As likely before as after."),
  arriveBy: instantSchema.describe("Nine times of ten before."),
  steps: z.array(stepSchema).max(STEPS_MAX).describe("Empty unless they were asked for."),
});

/** A way over all its stops. */
const foundRouteSchema = z.object({
  distanceM: roadMetres,
  durationS: roadSeconds.describe(
    "How long the way takes, without the stays: its legs add up to it, and the departure with all stays and this is the last `arriveAt`.",
  ),
  polyline: z
    .string()
    .max(POLYLINE_MAX)
    .describe("The line of the way in the encoded polyline format, with five decimals."),
  confidence: z
    .enum(["little", "some", "well"])
    .describe("How much is known of arrivals like these."),
  legs: z.array(legSchema).max(LEGS_MAX).describe("From each stop to the next."),
});

/** The ways that were found, the best first. */
export const routeFoundSchema = z.object({
  ...roadsBasis,
  routes: z.array(foundRouteSchema).min(1).max(ROUTES_MAX).describe("The best first."),
});
