import { z } from "zod";
import { idOf } from "../id.ts";
import { instantSchema } from "../instant.ts";
import { pageOf, pageQuery } from "../page.ts";
import { line } from "../text.ts";
import { roadAreaSchema } from "./road-area.ts";

const speedShare = z
  .number()
  .min(0)
  .max(1)
  .describe(
    "Which share of their speed all can drive: 0.5 is half as fast, and 0 closes the roads.",
  );

/** Something that happens on the roads, as an operator tells it. */
export const newTrafficEventSchema = z
  .strictObject({
    area: roadAreaSchema,
    speedShare,
    from: instantSchema,
    to: instantSchema,
    note: line(500).describe("What happened, for colleagues."),
  })
  .refine(({ from, to }) => from < to, { path: ["to"], params: { rule: "after-from" } });

/** The same as it stands. */
export const trafficEventSchema = z.object({
  id: idOf("trf"),
  area: z.object({
    southWest: roadAreaSchema.shape.southWest,
    northEast: roadAreaSchema.shape.northEast,
  }),
  speedShare,
  from: instantSchema,
  to: instantSchema.optional().describe("Absent when it was called off."),
  calledOff: z.boolean(),
  note: z.string().max(500),
  toldBy: idOf("usr").describe("Who told it last."),
});

/** One page of what happens on the roads. */
export const trafficEventsSchema = pageOf(trafficEventSchema);

/** Which events somebody looks for. */
export const trafficEventsQuery = {
  which: z.enum(["current", "all"]).default("current").describe("`current` hides what is over."),
  ...pageQuery,
};
