import { z } from "zod";
import { instantSchema } from "../instant.ts";
import { roadAreaSchema } from "./road-area.ts";
import { roadVehicleSchema } from "./road-vehicle.ts";

const AREAS_MAX = 20;
/** Who sets out on the last day of what the wire can tell would arrive on a day that it cannot. */
const LEAVE_BEFORE = Date.UTC(2100, 0, 1);

/** What somebody would rather not drive. */
export const roadAvoidSchema = z
  .strictObject({
    tolls: z.boolean().optional(),
    ferries: z.boolean().optional(),
    areas: z.array(roadAreaSchema).max(AREAS_MAX).optional(),
  })
  .describe("What somebody would rather not drive.");

/** Who drives, when, and what counts. */
export const roadDrive = {
  vehicle: roadVehicleSchema,
  optimize: z.enum(["time", "distance"]).default("time").describe("`time` unless told."),
  departAt: instantSchema
    .refine((at) => at < LEAVE_BEFORE, { params: { rule: "this-century" } })
    .optional()
    .describe(
      "Now unless told, in the years 2000 to 2099; traffic, turn rules and signs with hours are read by it.",
    ),
  avoid: roadAvoidSchema.optional(),
};
