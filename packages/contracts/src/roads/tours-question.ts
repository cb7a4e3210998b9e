import { z } from "zod";
import { windowSchema } from "../instant.ts";
import { positionSchema } from "../position.ts";
import { line } from "../text.ts";
import { roadAvoidSchema } from "./road-drive.ts";
import { roadVehicleSchema } from "./road-vehicle.ts";

const TRUCKS_MAX = 100;
const LOADS_MAX = 200;
const SHIFTS_MAX = 14;
const WINDOWS_MAX = 10;
const SKILLS_MAX = 20;
const DAY_S = 86_400;
const BUDGET_MS = { min: 100, usual: 1_000, max: 5_000 };

const name = line(80);
const weightKg = z.number().min(0).max(200_000);
const volumeM3 = z.number().min(0).max(1_000);
const skills = z.array(line(40)).max(SKILLS_MAX);
const what = z.enum(["pickup", "delivery"]);

/** A call at one end of a load. */
export const tourCallSchema = z.strictObject({
  position: positionSchema,
  serviceS: z.int().min(0).max(DAY_S).default(0).describe("How long it takes; 0 unless told."),
  windows: z
    .array(windowSchema)
    .max(WINDOWS_MAX)
    .optional()
    .describe("When it may begin; at any time unless told."),
});

/** Something to be moved. */
export const tourLoadSchema = z
  .strictObject({
    id: name.describe("The caller's own name for it."),
    pickup: tourCallSchema.optional(),
    delivery: tourCallSchema.optional(),
    weightKg,
    volumeM3: volumeM3.optional(),
    skills: skills.optional().describe("What its truck has to have, such as `reefer`."),
  })
  .refine(({ pickup, delivery }) => pickup !== undefined || delivery !== undefined, {
    params: { rule: "pickup-or-delivery" },
  })
  .describe("A load with a pickup, a delivery, or both.");

/** A truck and its driver. */
export const tourTruckSchema = z.strictObject({
  id: name.describe("The caller's own name for it."),
  vehicle: roadVehicleSchema,
  start: positionSchema.optional(),
  end: positionSchema.optional(),
  shifts: z.array(windowSchema).min(1).max(SHIFTS_MAX),
  capacityKg: weightKg,
  capacityM3: volumeM3.optional(),
  skills: skills.optional(),
  hours: z
    .enum(["eu", "us", "kenya"])
    .optional()
    .describe("The law of the driver's hours; none binds unless told."),
  locked: z
    .array(z.strictObject({ loadId: name, what }))
    .max(2 * LOADS_MAX)
    .optional()
    .describe("Calls that come next, in this order, whatever it costs."),
});

const named = <Item extends z.ZodType<{ readonly id: string }>>(item: Item, most: number) =>
  z
    .array(item)
    .min(1)
    .max(most)
    .refine((items) => new Set(items.map(({ id }) => id)).size === items.length, {
      params: { rule: "unique" },
    });

/** Who serves what in which order, as somebody asks for it. */
export const toursQuestionSchema = z.strictObject({
  trucks: named(tourTruckSchema, TRUCKS_MAX),
  loads: named(tourLoadSchema, LOADS_MAX),
  avoid: roadAvoidSchema.optional(),
  budgetMs: z
    .int()
    .min(BUDGET_MS.min)
    .max(BUDGET_MS.max)
    .default(BUDGET_MS.usual)
    .describe("How long to think at most: a longer thought is a better plan. 1000 unless told."),
});
