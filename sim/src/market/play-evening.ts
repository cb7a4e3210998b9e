import { type Driver, TRIP_STEPS } from "@msafara/domain";
import type { Id } from "@msafara/kernel";
import type { Hand } from "../day/hand.ts";
import { ADMIN, driverActor, SUPPORT } from "./market-people.ts";
import { agentsOf, driverOf, type MarketTown, paymentOf, shipmentOf } from "./market-town.ts";
import { pinAt } from "./play-driver.ts";
import { type Errand, personIn, runErrand } from "./run-errand.ts";

const LOOK_MS = 1_000;
/** More rounds than the longest way to the end of a shipment has. */
const ROUNDS_MAX = 120;
const ENDED = ["new", "completed", "cancelled", "expired"];

/** After dusk everybody does what is left to people: drives on, and mends what only they can. */
export async function playEvening(town: MarketTown, gates: readonly Hand[]): Promise<void> {
  const person = personIn(town, "evening", gates);
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const errands = [
      ...agentsOf<"drv">(town, "driver").flatMap((it) => driveOn(town, driverOf(town, it))),
      ...agentsOf<"shp">(town, "platform").flatMap((it) => mend(town, it)),
    ];
    if (errands.length === 0 && isOver(town)) return;
    for (const errand of errands) await runErrand(town, person, errand);
    await person.world.sleep(LOOK_MS);
  }
}

function isOver(town: MarketTown): boolean {
  return agentsOf<"shp">(town, "platform").every((it) =>
    ENDED.includes(shipmentOf(town, it)?.phase ?? "new"),
  );
}

/** One trip at a time, the one on the road first. */
function driveOn(town: MarketTown, driver: Driver | undefined): readonly Errand[] {
  if (driver === undefined) return [];
  const { driverId, commitments } = driver;
  const booked = commitments.filter(
    ({ status, isGivenUp, steps }) =>
      status === "booked" && (isGivenUp !== true || steps.length > 0),
  );
  const trip = booked.find(({ steps }) => steps.length > 0) ?? booked[0];
  const step = trip === undefined ? undefined : TRIP_STEPS[trip.steps.length];
  if (trip === undefined || step === undefined) return [];
  const [by, at] = [driverActor(driverId.slice("drv_".length)), town.time.now()];
  const command = {
    type: "progress-trip",
    by,
    tripId: trip.tripId,
    step,
    at,
    ...pinAt(town, trip),
  };
  return [{ address: `driver/${driverId}`, command }];
}

/** A driver who will not come is taken off, and a vendor who would not is asked again. */
function mend(town: MarketTown, shipmentId: Id<"shp">): readonly Errand[] {
  const shipment = shipmentOf(town, shipmentId);
  const isStuck = paymentOf(town, shipmentId)?.bookings.some(({ stuck }) => stuck !== undefined);
  const retry: Errand = {
    address: `payment/${shipmentId}`,
    command: { type: "retry-settlement", by: ADMIN },
  };
  const mended = isStuck === true ? [retry] : [];
  if (shipment?.phase !== "booked" && shipment?.phase !== "at-pickup") return mended;
  const { driverId, tripId } = shipment.booking;
  const trip = driverOf(town, driverId)?.commitments.find((it) => it.tripId === tripId);
  if (trip !== undefined && trip.isGivenUp !== true) return mended;
  const command = { type: "cancel-shipment", by: SUPPORT, reason: "nobody comes" };
  return [...mended, { address: `platform/${shipmentId}`, command }];
}
