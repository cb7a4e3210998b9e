import { z } from "zod";
import { idOf } from "../id.ts";
import { instantSchema } from "../instant.ts";
import { shipperPolicySchema, shipperStateSchema } from "../market/agent.ts";
import { partsSchema, tenThousandthsSchema } from "../market/bid.ts";
import { driverPolicySchema, driverProfileSchema, driverStateSchema } from "../market/driver.ts";
import { loadSchema } from "../market/load.ts";
import { paymentReasonSchema } from "../market/payment.ts";
import { pinsSchema, priceHintSchema, shipmentStatusSchema } from "../market/shipment.ts";
import { tripStepSchema } from "../market/trip.ts";
import { moneySchema, priceSchema } from "../money.ts";
import { positionSchema } from "../position.ts";
import type { TopicKind } from "./topic.ts";

const shipmentId = idOf("shp");
const bidId = idOf("bid");
const driverId = idOf("drv");
const tripId = idOf("trp");
const caseId = idOf("cse");
const minutes = z.int().min(1).max(43_200);
const count = z.int().min(0).max(1_000_000);
const wave = z.int().min(1).max(3);
/** A code that has a sentence, or will have one with the next release. */
const why = z.string().max(64).describe("A reason, as a code.");

const asked = loadSchema
  .omit({ reference: true, bidId: true })
  .extend({ wave, currency: z.string().max(3) });
const aboutBid = z.object({ shipmentId, bidId });
const aboutBidder = z.object({ shipmentId, bidId, driverId });
const aboutCase = z.object({ shipmentId, caseId });
const booked = z.object({
  shipmentId,
  bidId,
  driverId,
  tripId,
  amount: priceSchema,
  cancelFee: z
    .object({ booked: moneySchema, atPickup: moneySchema })
    .optional()
    .describe("For the shipper: what a cancellation costs, before the truck is there and after."),
  pins: pinsSchema.optional().describe("For the shipper: what the driver has to be told."),
});
const statusChanged = z.object({ shipmentId, status: shipmentStatusSchema });
/** What comes too late, or to a shipment that is no longer there for it. */
const stray = aboutBid.partial();

const ranked = z.object({
  shipmentId,
  biddingOpen: z.boolean(),
  count: count.describe("All bids that stand; the best five are told."),
  weights: partsSchema,
  top: z
    .array(
      z.object({
        bidId,
        driverId,
        amount: priceSchema,
        estimatedMinutes: minutes,
        rank: z.int().min(1).max(1_000),
        score: tenThousandthsSchema,
        parts: partsSchema,
        toWin: z.object({
          amount: z.int().min(0).optional().describe("In minor units."),
          estimatedMinutes: minutes.optional(),
        }),
      }),
    )
    .max(5),
});

/** What a driver's own agent adds to whatever it tells. */
const driver = z.object({ driverId, phase: driverStateSchema });
/** What a shipper's own agent adds to whatever it tells. */
const shipper = z.object({ shipperPhase: shipperStateSchema });
const pinMissed = driver.extend({
  shipmentId,
  tripId,
  step: tripStepSchema,
  count: count.describe("Wrong PINs for this step so far."),
  waitUntil: instantSchema.describe("No other is looked at before."),
});
const confirmed = driver.extend({
  shipmentId,
  bidId,
  tripId,
  setOutAt: instantSchema,
  pinsAsked: z
    .object({ pickup: z.boolean(), delivery: z.boolean() })
    .optional()
    .describe("Where the driver is asked for a PIN."),
});
const progressed = driver.extend({
  shipmentId,
  tripId,
  step: tripStepSchema,
  at: instantSchema,
  position: positionSchema.optional(),
  evidence: z.array(idOf("doc")).max(20).optional(),
});
const payment = z.object({
  shipmentId,
  phase: z.enum(["Pending", "Held", "Released", "Refunded", "Disputed"]),
  reason: paymentReasonSchema,
});

/**
 * What is told live, by topic and name; each viewer is told what he may see of it. New names may come,
 * and a client leaves out what it does not know.
 */
export const LIVE_EVENTS = {
  shipment: {
    "wave.broadcast": z.object({
      shipmentId,
      wave,
      asked: count,
      passedOver: count,
      closesAt: instantSchema,
    }),
    "request.passed": z.object({ driverId, why }),
    "bid.submitted": aboutBidder.extend({ amount: priceSchema, estimatedMinutes: minutes }),
    "bid.withdrawn": aboutBidder,
    "bids.ranked": ranked,
    "bid.selected": z.object({
      shipmentId,
      bidId,
      driverId: driverId.optional(),
      amount: priceSchema,
      answerBy: instantSchema,
    }),
    "bid.lost": aboutBid,
    "commitment.made": aboutBidder.extend({ tripId }),
    "commitment.broken": z.object({ shipmentId, why }),
    "award.failed": aboutBidder.extend({ failure: z.object({ why, because: why.optional() }) }),
    "booking.confirmed": booked,
    "booking.undone": aboutBidder.extend({ tripId, why }),
    "hold.overdue": stray,
    "hold.late": stray,
    "bid.turned-away": stray,
    "commitment.late": stray,
    "shipment.status_changed": statusChanged,
    "delivery.confirmed": z.object({
      shipmentId,
      by: z.enum(["shipper", "time"]),
      at: instantSchema,
    }),
    "dispute.opened": aboutCase,
    "dispute.closed": aboutCase,
    "shipment.cancelled": z.object({
      shipmentId,
      why: z.string().max(500).optional(),
      by: z.enum(["shipper", "support"]).optional(),
    }),
    "shipment.expired": z.object({ shipmentId, why, hint: priceHintSchema }),
  },
  me: {
    "profile.set": driver.extend({ profile: driverProfileSchema.omit({ policy: true }) }),
    "policy.set": z.union([
      driver.extend({ policy: driverPolicySchema }),
      shipper.extend({ policy: shipperPolicySchema }),
    ]),
    "standing.set": driver.extend({
      standing: z.enum(["good", "suspended"]),
      reason: z.string().max(500),
      at: instantSchema,
    }),
    "shipment.followed": shipper.extend({
      shipmentId,
      status: shipmentStatusSchema,
      phase: shipperStateSchema,
    }),
    "shipment.priced": shipper.extend({ shipmentId, amount: priceSchema }),
    "shipment.over": shipper.extend({ shipmentId, status: shipmentStatusSchema }),
    "availability.set": driver.extend({ available: z.boolean() }),
    "request.noted": driver.extend({
      shipmentId,
      closesAt: instantSchema,
      price: priceSchema.optional(),
      estimatedMinutes: minutes,
    }),
    "request.passed": driver.extend({ shipmentId, why }),
    "request.lapsed": driver.extend({ shipmentId }),
    "bid.submitted": driver.extend({
      shipmentId,
      bidId,
      amount: priceSchema,
      estimatedMinutes: minutes,
    }),
    "bid.forgotten": driver.extend({ shipmentId, bidId, why }),
    "award.received": driver.extend({
      shipmentId,
      bidId,
      amount: priceSchema,
      answerBy: instantSchema,
      from: instantSchema,
      to: instantSchema,
    }),
    "commitment.made": driver.extend({ shipmentId, bidId, tripId, amount: priceSchema }),
    "commitment.declined": driver.extend({ shipmentId, bidId, why }),
    "commitment.withdrawn": driver.extend({ shipmentId, bidId, tripId }),
    "booking.given-up": driver.extend({ shipmentId, bidId, tripId }),
    "release.contested": driver.extend({ shipmentId, bidId, tripId, why }),
    "commitment.released": driver.extend({ shipmentId, bidId, tripId: tripId.nullable(), why }),
    "booking.confirmed": confirmed,
    "pin.missed": pinMissed,
    "trip.due": driver.extend({ tripId }),
    "trip.progressed": progressed,
  },
  payment: {
    "payment.pending": payment,
    "payment.held": payment,
    "payment.released": payment,
    "payment.refunded": payment,
    "payment.disputed": payment,
  },
  trip: {
    "commitment.made": driver.extend({ shipmentId, bidId, tripId, amount: priceSchema }),
    "commitment.withdrawn": driver.extend({ shipmentId, bidId, tripId }),
    "commitment.released": driver.extend({ shipmentId, bidId, tripId, why }),
    "booking.confirmed": confirmed,
    "booking.given-up": driver.extend({ shipmentId, bidId, tripId }),
    "release.contested": driver.extend({ shipmentId, bidId, tripId, why }),
    "trip.due": driver.extend({ tripId }),
    "trip.progressed": progressed,
    "pin.missed": pinMissed,
  },
  market: {
    "shipment.requested": asked,
    "request.changed": z.object({
      shipmentId,
      budget: moneySchema.optional(),
      bookNow: priceSchema.optional(),
    }),
    "request.closed": z.object({
      shipmentId,
      why: why.describe("`lapsed`, `lost`, `yours`, or why else nothing is left to decide."),
    }),
  },
  ops: {
    "pin.missed": pinMissed,
    "hold.overdue": aboutBid,
    "commitment.broken": aboutBidder.extend({ why }),
    "release.contested": driver.extend({ shipmentId, bidId, tripId, why }),
    "payment.stuck": z.object({
      shipmentId,
      bidId,
      deed: z.string().max(40),
      reason: z.string().max(1_000),
    }),
  },
} as const satisfies Partial<Record<TopicKind, Readonly<Record<string, z.ZodType>>>>;
