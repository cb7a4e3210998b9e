import { z } from "zod";
import { instantSchema } from "../instant.ts";
import { positionSchema } from "../position.ts";
import { roadMetres, roadsBasis, roadSeconds } from "./roads-basis.ts";

const LOADS_MAX = 200;
const TRUCKS_MAX = 100;
const SHIFTS_MAX = 14;
const SKILLS_MAX = 20;
const CHANGES_MAX = 100;

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

const code = z.string().max(40);
const said = z
  .string()
  .max(2_000)
  .describe("The same for people, in the language of `Accept-Language`.");

const reasonSchema = z.object({
  truckId: name,
  why: code.describe("Such as `too-large`; new ones may come."),
  said,
});

/** One thing that somebody could do differently. */
const changeSchema = z.object({
  change: code.describe("Such as `longer-shift`; new ones may come."),
  truckId: z.string().max(200).optional(),
  loadId: name.optional(),
  what: z.enum(["pickup", "delivery"]).optional(),
  byS: roadSeconds.optional().describe("How much later."),
  capacityKg: z.number().min(0).optional().describe("What the truck would have to hold."),
  capacityM3: z.number().min(0).optional(),
  skills: z.array(name).max(SKILLS_MAX).optional().describe("What the truck would have to have."),
  said,
});

/** A load that nobody takes. */
const leftOutSchema = z.object({
  loadId: name,
  reasons: z.array(reasonSchema).max(TRUCKS_MAX).describe("Of each truck why it does not take it."),
  changes: z
    .array(changeSchema)
    .max(CHANGES_MAX)
    .describe("The smallest changes that would help, each of them alone."),
  together: z
    .array(changeSchema)
    .max(CHANGES_MAX)
    .describe("Where no single one helps: changes that help together."),
  explained: z
    .boolean()
    .describe("False where time ran out before all changes were tried: then some may help."),
});

/** A plan that can be driven as it stands. */
export const toursFoundSchema = z.object({
  ...roadsBasis,
  tours: z.array(tourSchema).max(TRUCKS_MAX * SHIFTS_MAX),
  leftOut: z.array(leftOutSchema).max(LOADS_MAX),
});
