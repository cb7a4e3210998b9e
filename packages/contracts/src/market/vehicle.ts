import { z } from "zod";
import { temperatureSchema } from "./temperature.ts";

/** What a load needs to ride in. */
export const vehicleTypeSchema = z
  .enum(["pickup", "van", "box", "flatbed", "reefer", "container", "tanker"])
  .describe("A kind of vehicle.");

const CAPACITY_KG_MAX = 100_000;
/** No truck on the road is older, and none is built the year after next. */
const BUILT_FIRST = 1950;
const BUILT_LAST = 2100;

const plateSchema = z
  .stringFormat("plate", /^[A-Z0-9](?:[A-Z0-9 -]{0,14}[A-Z0-9])?$/)
  .describe("A number plate in capital letters, such as KCB 123A.");

/** What others may know of a truck. */
export const vehicleShownSchema = z.object({
  type: vehicleTypeSchema,
  capacityKg: z.int().min(1).max(CAPACITY_KG_MAX),
  yearBuilt: z.int().min(BUILT_FIRST).max(BUILT_LAST),
});

/** A truck as its driver declares it. */
export const vehicleSchema = z.strictObject({
  plate: plateSchema,
  type: vehicleTypeSchema,
  capacityKg: z.int().min(1).max(CAPACITY_KG_MAX),
  yearBuilt: z.int().min(BUILT_FIRST).max(BUILT_LAST),
  temperatureC: temperatureSchema.optional().describe("Absent where none can be kept."),
});
