import { z } from "zod";
import { idOf } from "../id.ts";
import { line } from "../text.ts";
import { temperatureSchema } from "./temperature.ts";
import { vehicleTypeSchema } from "./vehicle.ts";

const WEIGHT_KG_MAX = 100_000;
const PACKAGES_MAX = 200;

const weightKg = z.number().min(0.001).max(WEIGHT_KG_MAX);
const description = line(200);

/** A handling unit, before it has a number. */
const newPackageSchema = z.strictObject({ description, weightKg });

/** What is to be moved. */
export const cargoSchema = z.strictObject({
  kind: line(100),
  weightKg,
  volumeM3: z.number().min(0.001).max(1_000).optional(),
  vehicleType: vehicleTypeSchema,
  hazardous: z.boolean().optional(),
  temperatureC: temperatureSchema.optional(),
  packages: z.array(newPackageSchema).max(PACKAGES_MAX).optional(),
});

/** A handling unit with a number of its own. */
const packageSchema = z.object({
  id: idOf("pkg"),
  number: z.string().max(40).describe("What people read from the label."),
  description,
  weightKg,
});

/** The handling units of one shipment. */
export const packagesSchema = z.array(packageSchema).max(PACKAGES_MAX);

/** What is moved; its packages stand beside it, with their numbers. */
export const cargoShownSchema = z.object({
  kind: description,
  weightKg,
  volumeM3: z.number().min(0.001).max(1_000).optional(),
  vehicleType: vehicleTypeSchema,
  hazardous: z.boolean(),
  temperatureC: temperatureSchema.optional(),
});
