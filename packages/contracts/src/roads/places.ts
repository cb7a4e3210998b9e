import { z } from "zod";
import { nearSchema, positionSchema } from "../position.ts";
import { wholeIn } from "../query.ts";
import { line } from "../text.ts";
import { roadMetres, roadsBasis } from "./roads-basis.ts";

const TEXT_MAX = 200;
const LIMIT = { usual: 5, max: 20 };

const name = z.string().max(300);

/** A name, and where the asker looks. */
export const geocodeQuery = {
  q: line(TEXT_MAX).describe("A place, a street or an address, as people write it."),
  near: nearSchema.optional().describe("Of equal names the nearer comes first."),
  limit: wholeIn(1, LIMIT.max).default(LIMIT.usual).describe("5 unless told."),
};

/** A point whose name is asked for. */
export const reverseGeocodeQuery = {
  at: nearSchema.describe("The point, as latitude,longitude in degrees."),
};

/** Something with a name. */
const foundPlaceSchema = z.object({
  kind: z.enum(["place", "street", "address"]),
  name,
  position: positionSchema,
  score: z.number().min(0).max(1).describe("How well it fits; for the order."),
});

/** What may be meant, the likeliest first. */
export const placesFoundSchema = z.object({
  ...roadsBasis,
  places: z.array(foundPlaceSchema).max(LIMIT.max).describe("The likeliest first."),
});

/** What is at a point. */
export const hereFoundSchema = z.object({
  ...roadsBasis,
  name: name.describe("As one would tell it to somebody."),
  road: z.object({ name, position: positionSchema, offM: roadMetres }).optional(),
  place: z.object({ name, offM: roadMetres }).optional(),
});
