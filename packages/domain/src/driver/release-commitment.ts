import type { Id } from "@msafara/kernel";
import { type Commitment, dealingOf, type Driver } from "./driver.ts";
import type { DriverEvent } from "./driver-event.ts";
import type { DriverMail } from "./driver-message.ts";

/** Frees the calendar again. Cargo that is on the truck by then is a matter for people. */
export function releaseCommitment(
  driver: Driver,
  { shipmentId, bidId, why }: Extract<DriverMail, { type: "commitment.released" }>,
): readonly DriverEvent[] {
  const dealing = dealingOf(driver, shipmentId);
  if (dealing?.stage === "awarded" && dealing.award.bidId === bidId) {
    return [{ type: "commitment.released", shipmentId, bidId, tripId: null, why }];
  }
  const commitment = driver.commitments.find((it) => it.bidId === bidId);
  if (commitment === undefined) return [];
  const { tripId } = commitment;
  const type = isLoaded(commitment) ? "release.contested" : "commitment.released";
  return [{ type, shipmentId, bidId, tripId, why }];
}

/** A bid that is over is not waited for any more. */
export function forgetBid(
  driver: Driver,
  { shipmentId, bidId, why }: { shipmentId: Id<"shp">; bidId: Id<"bid">; why: string },
): readonly DriverEvent[] {
  const dealing = dealingOf(driver, shipmentId);
  const isMeant = dealing?.stage === "bid" && dealing.bidId === bidId;
  return isMeant ? [{ type: "bid.forgotten", shipmentId, bidId, why }] : [];
}

function isLoaded({ steps }: Commitment): boolean {
  return steps.some(({ step }) => step === "loaded");
}
