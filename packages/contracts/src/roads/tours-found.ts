import { z } from "zod";
import { instantSchema } from "../instant.ts";
import { positionSchema } from "../position.ts";
import { roadMetres, roadsBasis, roadSeconds } from "./roads-basis.ts";

const LOADS_MAX = 200;
const TRUCKS_MAX = 100;
const SHIFTS_MAX = 14;

const name = z.string().max(80);
const sentence = z.string().max(500);

const visitSchema = z.object({
  loadId: name,
  what: z.enum(["pickup", "delivery"]),
  position: positionSchema,
  arriveAt: instantSchema,
  startAt: instantSchema.describe("When the call begins; before it one waits."),
  leaveAt: instantSchema,
});

const pauseSchema = z.object({
  from: instantSchema,
  to: instantSchema,
  why: sentence,
});

/** What one truck does in one shift. */
const tourSchema = z.object({
  truckId: name,
  startAt: instantSchema,
  endAt: instantSchema,
  distanceM: roadMetres,
  drivingS: roadSeconds,
  visits: z.array(visitSchema).max(2 * LOADS_MAX),
  pauses: z.array(pauseSchema).max(1_000).describe("Breaks and rests that the law asks for."),
});

/** A load that nobody takes. */
const leftOutSchema = z.object({
  loadId: name,
  reasons: z
    .array(z.object({ truckId: name, why: sentence }))
    .max(TRUCKS_MAX)
    .describe("Of each truck why it does not take it."),
  changes: z.array(sentence).max(100).describe("The smallest changes that would help."),
});

/** A plan that can be driven as it stands. */
export const toursFoundSchema = z.object({
  ...roadsBasis,
  tours: z.array(tourSchema).max(TRUCKS_MAX * SHIFTS_MAX),
  leftOut: z.array(leftOutSchema).max(LOADS_MAX),
});
