import { z } from "zod";
import { PROBLEM_CODES } from "./problem-table.ts";

/** One field that is not as wanted. */
export const fieldErrorSchema = z.object({
  path: z.string().max(500).describe("A JSON pointer (RFC 6901) into what was sent."),
  message: z.string().max(500),
});

/** One field that is not as wanted. */
export type FieldError = z.output<typeof fieldErrorSchema>;

/** One thing on the way that nobody may drive with this vehicle. */
export const obstacleSchema = z.object({
  limit: z.string().max(40).describe("Such as `height`; new ones may come."),
  osmId: z.int().describe("The way of OpenStreetMap that it is on."),
  name: z.string().max(300).describe("The name of the road; empty where it has none."),
  allowed: z.number().optional().describe("In metres or kilograms."),
  actual: z.number().optional().describe("What the vehicle has, in the same unit."),
  said: z.string().max(500).describe("A sentence for a person, in the language asked for."),
});

/** One thing on the way that nobody may drive with this vehicle. */
export type Obstacle = z.output<typeof obstacleSchema>;

/** A problem document of RFC 9457, with what our clients rely on beside it. */
export const problemSchema = z
  .object({
    type: z.string().max(200).describe("An address about the code, the same for ever."),
    title: z.string().max(200),
    status: z.int().min(400).max(599),
    code: z.enum(PROBLEM_CODES).describe("Stable; new ones may come."),
    detail: z.string().max(1_000).describe("A sentence for a person, in the language asked for."),
    instance: z.string().max(2_048),
    requestId: z.string().max(128),
    errors: z.array(fieldErrorSchema).max(100).optional(),
    obstacles: z
      .array(obstacleSchema)
      .max(20)
      .optional()
      .describe("Where there is no way: what is in it, each by itself."),
  })
  .describe("A problem document of RFC 9457.");

/** A problem document of RFC 9457, with what our clients rely on beside it. */
export type Problem = z.output<typeof problemSchema>;
