import { z } from "zod";

/** What every answer says of where it comes from. */
export const roadsBasis = {
  source: z.enum(["own", "google"]).describe("Whose roads the answer stands on."),
  attribution: z.string().max(500).describe("Has to be shown wherever the answer is."),
  notes: z
    .array(z.enum(["eta-may-be-less-accurate", "map-is-generated"]))
    .max(10)
    .describe("What a reader should know besides. Nobody may drive by a generated map."),
};

const METRES_MAX = 1_000_000_000;

/** How far, by road. */
export const roadMetres = z.int().min(0).max(METRES_MAX);

/** How long, at the wheel. */
export const roadSeconds = z.int().min(0).max(METRES_MAX);
