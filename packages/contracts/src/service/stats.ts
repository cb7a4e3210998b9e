import { z } from "zod";
import { instantSchema } from "../instant.ts";

const count = z.int().min(0);

/** The market in figures, as anybody may see it. */
export const statsSchema = z.object({
  at: instantSchema,
  shipments: z.object({ open: count, booked: count, underWay: count, delivered: count }),
  bids: z.object({ lastHour: count, lastDay: count }),
  drivers: z.object({ registered: count, available: count }),
  agents: z.object({ active: count }),
});
