import { z } from "zod";
import { positionSchema } from "../position.ts";
import { roadDrive } from "./road-drive.ts";

const STOPS_MAX = 50;
const DAY_S = 86_400;

/** A place to pass. */
export const routeStopSchema = z.strictObject({
  position: positionSchema,
  headingDegrees: z
    .number()
    .min(0)
    .max(360)
    .optional()
    .describe("Where whoever drives already heads, clockwise from north."),
  kerb: z.enum(["left", "right"]).optional().describe("The side of the road that the gate is on."),
  stayS: z
    .int()
    .min(0)
    .max(7 * DAY_S)
    .optional()
    .describe("How long one stays; later arrivals count it in."),
});

/** The way over two stops or more, as somebody asks for it. */
export const routeQuestionSchema = z.strictObject({
  ...roadDrive,
  stops: z.array(routeStopSchema).min(2).max(STOPS_MAX).describe("In the order of the way."),
  alternatives: z
    .boolean()
    .default(false)
    .describe("Other ways worth a thought, where there are two stops."),
  steps: z
    .boolean()
    .default(false)
    .describe("What to do at each turn, in the language of `Accept-Language`."),
});
