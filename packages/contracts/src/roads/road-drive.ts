import { z } from "zod";
import { instantSchema } from "../instant.ts";
import { roadAreaSchema } from "./road-area.ts";
import { roadVehicleSchema } from "./road-vehicle.ts";

const AREAS_MAX = 20;

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
    .optional()
    .describe("Now unless told; traffic, turn rules and signs with hours are read by it."),
  avoid: roadAvoidSchema.optional(),
};
