import { z } from "zod";
import { idOf } from "../id.ts";
import { instantSchema } from "../instant.ts";
import { moneySchema, priceSchema } from "../money.ts";
import { pageOf, pageQuery } from "../page.ts";
import { nearSchema } from "../position.ts";
import { numberIn, wholeIn } from "../query.ts";
import { line } from "../text.ts";
import { cargoShownSchema } from "./cargo.ts";
import { serviceLevelSchema } from "./new-shipment.ts";
import { stopSchema, stopsSchema } from "./stop.ts";
import { vehicleTypeSchema } from "./vehicle.ts";

const RADIUS_KM_MAX = 1_000;
const RATE_MAX = 1_000_000_000;
const metres = z.int().min(0).max(50_000_000);

/** Which loads a driver looks for; the nearest pickup comes first. */
export const loadsQuery = {
  near: nearSchema.optional().describe("Where the truck is; where it was last seen unless told."),
  radiusKm: numberIn(1, RADIUS_KM_MAX).default(100).describe("100 unless told."),
  vehicleType: vehicleTypeSchema.optional(),
  serviceLevel: serviceLevelSchema.optional(),
  minRatePerKm: wholeIn(0, RATE_MAX).optional().describe("In minor units; hides unpriced loads."),
  maxWeightKg: wholeIn(1, 100_000).optional(),
  pickupFrom: instantSchema.optional(),
  pickupTo: instantSchema.optional(),
  ...pageQuery,
};

/** A shipment as the market sees it: no shipper's name, and a budget only if he shows it. */
export const loadSchema = z.object({
  shipmentId: idOf("shp"),
  reference: line(40),
  pickup: stopSchema,
  delivery: stopSchema,
  stops: stopsSchema,
  cargo: cargoShownSchema,
  serviceLevel: serviceLevelSchema,
  distanceM: metres.describe("With the load, by road."),
  approachM: metres.describe("Empty, to the pickup."),
  budget: moneySchema.optional(),
  bookNow: priceSchema.optional(),
  closesAt: instantSchema,
  bidId: idOf("bid").optional().describe("The caller's own bid on it."),
});

/** One page of the open market. */
export const loadsSchema = pageOf(loadSchema);
