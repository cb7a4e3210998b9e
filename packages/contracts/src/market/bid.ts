import { z } from "zod";
import { idOf } from "../id.ts";
import { instantSchema } from "../instant.ts";
import { priceSchema } from "../money.ts";
import { line, prose } from "../text.ts";
import { vehicleShownSchema } from "./vehicle.ts";

const MONTH_MINUTES = 43_200;

/** A share or a score: 10,000 is the whole (R26). */
export const tenThousandthsSchema = z
  .int()
  .min(0)
  .max(10_000)
  .describe("Ten-thousandths: 10,000 is the whole.");

const estimatedMinutes = z
  .int()
  .min(1)
  .max(MONTH_MINUTES)
  .describe("From the pickup to the delivery.");

/** An offer to move a load. */
export const newBidSchema = z.strictObject({
  shipmentId: idOf("shp"),
  amount: priceSchema,
  estimatedMinutes,
  note: prose(500).optional(),
  driverId: idOf("drv")
    .optional()
    .describe("Who moves it: oneself unless told. Operators and fleets name a driver."),
});

/** What became of a bid. */
export const bidStatusSchema = z
  .enum(["submitted", "selected", "won", "lost", "withdrawn", "fell-away"])
  .describe("What became of a bid.");

/** A bid as its driver sees it; others' stay sealed. */
export const bidSchema = z.object({
  id: idOf("bid"),
  status: bidStatusSchema,
  shipmentId: idOf("shp"),
  driverId: idOf("drv"),
  amount: priceSchema,
  estimatedMinutes,
  note: prose(500).optional(),
  submittedAt: instantSchema,
  answerBy: instantSchema.optional().describe("Until when a selected driver has to answer."),
  tripId: idOf("trp").optional().describe("The work that came of it, once it is committed to."),
});

/** What each thing counts, or counted: the five parts of a score. */
export const partsSchema = z.object({
  price: tenThousandthsSchema,
  time: tenThousandthsSchema,
  reliability: tenThousandthsSchema,
  experience: tenThousandthsSchema,
  vehicle: tenThousandthsSchema,
});

/** A bid in its place, and why it stands there. */
export const rankedBidSchema = z.object({
  id: idOf("bid"),
  driverId: idOf("drv"),
  amount: priceSchema,
  estimatedMinutes,
  score: tenThousandthsSchema,
  parts: partsSchema,
  rank: z.int().min(1).max(1_000),
  status: bidStatusSchema,
  toWin: z
    .object({ amount: priceSchema.optional(), estimatedMinutes: estimatedMinutes.optional() })
    .describe("The smallest change of one thing that would have put it first."),
  driver: z.object({
    name: line(100).nullable().describe("Nobody of this name is left."),
    rating: tenThousandthsSchema.nullable().describe("Nobody has rated a newcomer."),
    vehicle: vehicleShownSchema,
  }),
});

/** The five best bids, and what the market counted how much. */
export const rankedBidsSchema = z.object({
  items: z.array(rankedBidSchema).max(5),
  nextCursor: z.null(),
  weights: partsSchema,
});

/** Which bid has it. */
export const awardSchema = z.strictObject({ bidId: idOf("bid") });

/** The driver is asked; `booking.confirmed` tells the rest. */
export const awardingSchema = z.object({ status: z.literal("awarding") });
