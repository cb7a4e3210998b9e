import { z } from "zod";

const METRES_MAX = 100;
const KG_MAX = 200_000;

const metres = z.number().min(0.1).max(METRES_MAX);
const kilograms = z.number().min(1).max(KG_MAX);

/** What drives, as far as roads and signs care. */
export const roadVehicleSchema = z
  .strictObject({
    kind: z
      .enum(["motorcycle", "car", "van", "truck"])
      .describe("A motorcycle is one that carries goods: a boda boda."),
    heightM: metres.optional(),
    widthM: metres.optional(),
    lengthM: metres.optional(),
    weightKg: kilograms.optional().describe("With its load."),
    axleLoadKg: kilograms.optional(),
    hazardous: z.boolean().optional().describe("Carries what signs keep out."),
  })
  .describe("What drives. What is left out is usual for its kind, fully loaded.");
