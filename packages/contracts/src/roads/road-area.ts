import { z } from "zod";
import { positionSchema } from "../position.ts";

/** A part of the earth between two corners, none of whose sides has no length. */
export const roadAreaSchema = z
  .strictObject({ southWest: positionSchema, northEast: positionSchema })
  .refine(({ southWest, northEast }) => southWest.lat < northEast.lat, {
    path: ["northEast", "lat"],
    params: { rule: "north-of-south" },
  })
  .refine(({ southWest, northEast }) => southWest.lng < northEast.lng, {
    path: ["northEast", "lng"],
    params: { rule: "east-of-west" },
  })
  .describe("A part of the earth between two corners; it does not cross the date line.");
