import { z } from "zod";
import { idOf } from "../id.ts";
import { instantSchema } from "../instant.ts";
import { rankedBidSchema } from "../market/bid.ts";
import { stopSchema } from "../market/stop.ts";
import { loadSchema } from "../market/load.ts";
import { shipmentStatusSchema } from "../market/shipment.ts";
import { tripStepSchema } from "../market/trip.ts";
import { priceSchema } from "../money.ts";
import { positionSchema } from "../position.ts";
import { REASON_CODES } from "../problems/reason-of.ts";
import type { TopicKind } from "./topic.ts";

const shipmentId = idOf("shp");
const bidId = idOf("bid");
const driverId = idOf("drv");
const tripId = idOf("trp");
const why = z.enum(REASON_CODES);
const count = z.int().min(0).max(1_000_000);

const statusChanged = z.object({ shipmentId, status: shipmentStatusSchema });
const booked = z.object({ shipmentId, bidId, driverId, tripId, amount: priceSchema });
const shipmentOnly = z.object({ shipmentId });
const aboutBid = z.object({ shipmentId, bidId });
const aboutBidWhy = z.object({ shipmentId, bidId, why });

/** What is told live, by topic and name. New names may come; a client leaves out what it does not know. */
export const LIVE_EVENTS = {
  shipment: {
    "shipment.requested": shipmentOnly,
    "wave.broadcast": z.object({
      shipmentId,
      wave: z.int().min(1).max(3),
      asked: count,
      closesAt: instantSchema,
    }),
    "request.passed": z.object({ shipmentId, driverId, why }),
    "bid.submitted": z.object({ shipmentId, bidId, bids: count.describe("Bids so far.") }),
    "bid.withdrawn": aboutBid,
    "bids.ranked": z.object({ shipmentId, items: z.array(rankedBidSchema).max(5) }),
    "bid.selected": z.object({ shipmentId, bidId, answerBy: instantSchema }),
    "award.failed": aboutBidWhy,
    "booking.confirmed": booked,
    "shipment.status_changed": statusChanged,
    "shipment.progressed": z.object({
      shipmentId,
      tripId,
      step: tripStepSchema,
      at: instantSchema,
      position: positionSchema.optional(),
    }),
    "shipment.expired": z.object({ shipmentId, priceHint: priceSchema.optional() }),
    "shipment.cancelled": z.object({ shipmentId, reason: z.string().max(500) }),
  },
  me: {
    "shipment.requested": loadSchema,
    "bid.turned-away": aboutBidWhy,
    "bid.selected": z.object({
      shipmentId,
      bidId,
      amount: priceSchema,
      answerBy: instantSchema,
      pickup: stopSchema,
      delivery: stopSchema,
    }),
    "bid.lost": aboutBid,
    "booking.confirmed": booked,
    "commitment.released": aboutBidWhy,
    "shipment.status_changed": statusChanged,
    "payment.held": z.object({ shipmentId, paymentId: idOf("pay"), amount: priceSchema }),
    "payment.refused": z.object({ shipmentId, paymentId: idOf("pay"), why }),
    "payment.released": z.object({ shipmentId, paymentId: idOf("pay"), amount: priceSchema }),
  },
  market: {
    "load.opened": loadSchema,
    "load.closed": shipmentOnly,
  },
  ops: {
    "hold.late": shipmentOnly,
    "agent.quarantined": z.object({ agent: z.string().max(80), error: z.string().max(1_000) }),
  },
} as const satisfies Partial<Record<TopicKind, Readonly<Record<string, z.ZodType>>>>;
