import { z } from "zod";

const celsius = z.number().min(-80).max(80);

/** From the coldest to the warmest that is wanted, or can be kept. */
export const temperatureSchema = z
  .strictObject({ min: celsius, max: celsius })
  .refine(({ min, max }) => min <= max, { path: ["max"], params: { rule: "max-over-min" } });
