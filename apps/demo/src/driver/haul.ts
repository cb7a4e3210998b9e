import { MsafaraProblem } from "@msafara/client";
import type { BodyOf, ROUTES } from "@msafara/contracts";
import type { Id } from "@msafara/kernel";
import type { Market, Shipment } from "../market.ts";
import type { Stage } from "../stage.ts";
import { drive, type Truck } from "./drive.ts";
import type { Tracker } from "./open-tracker.ts";

type Step = BodyOf<(typeof ROUTES)["reportProgress"]>["step"];

const MINUTE_MS = 60_000;
const STEPS: readonly Step[] = [
  "arrived-pickup",
  "loaded",
  "departed",
  "arrived-delivery",
  "unloaded",
  "delivered",
];
/** How long each step takes at the gate, besides the driving. */
const DWELL_MINUTES: Readonly<Record<Step, number>> = {
  "arrived-pickup": 5,
  loaded: 45,
  departed: 10,
  "arrived-delivery": 5,
  unloaded: 40,
  delivered: 10,
};
/** How many steps have been taken when a shipment stands so. */
const TAKEN: Readonly<Record<string, number>> = {
  booked: 0,
  "at-pickup": 1,
  loading: 2,
  "in-transit": 3,
  "at-delivery": 4,
  unloading: 5,
};
const STATUSES_IN: Readonly<Record<string, readonly Shipment["status"][]>> = {
  Committed: ["booked"],
  EnRoute: ["booked"],
  Loading: ["at-pickup", "loading"],
  InTransit: ["in-transit"],
  Unloading: ["at-delivery", "unloading"],
};

/** Work that was promised, and how far it is. */
export interface Trip {
  readonly shipment: Shipment;
  readonly tripId: Id<"trp">;
  taken: number;
}

/** Whether a driver in this state has work. */
export function hasWork(state: string): boolean {
  return state in STATUSES_IN;
}

/** The trip that a driver in this state is about; nothing while it is not booked yet. */
export async function findTrip(
  market: Market,
  driverId: string,
  state: string,
): Promise<Trip | undefined> {
  for (const status of STATUSES_IN[state] ?? []) {
    const { items } = await market.listShipments({ query: { status, limit: 200 } });
    const shipment = items.find(({ booking }) => booking?.driverId === driverId);
    const taken = TAKEN[status];
    if (shipment?.booking === undefined || taken === undefined) continue;
    return { shipment, tripId: shipment.booking.tripId, taken };
  }
  return undefined;
}

/** Who hauls, and with what. */
export interface Hauling {
  readonly market: Market;
  readonly truck: Truck;
  readonly tell: Tracker;
}

/** Takes the next step of a trip where it is to be taken; answers whether the trip goes on. */
export async function haul(
  stage: Stage,
  { market, truck, tell }: Hauling,
  trip: Trip,
): Promise<boolean> {
  const step = STEPS[trip.taken];
  if (step === undefined) return false;
  const isEmpty = trip.taken === 0;
  const to = isEmpty ? trip.shipment.pickup.position : trip.shipment.delivery.position;
  if (step.startsWith("arrived")) {
    // Once it is loaded nobody calls a shipment off.
    const isWanted = async () => !isEmpty || hasWork((await market.readDriver()).state);
    if (!(await drive(stage, truck, { to, isWanted, tell }))) return false;
  }
  await stage.world.sleep((DWELL_MINUTES[step] * MINUTE_MS) / stage.speed, stage.ended);
  if (stage.ended.aborted) return false;
  const body = { step, at: stage.world.now(), position: truck.where };
  try {
    await market.reportProgress({ params: { id: trip.tripId }, body });
  } catch (error) {
    if (isGone(error)) return false;
    throw error;
  }
  trip.taken++;
  return trip.taken < STEPS.length;
}

/** Called off, or a step that was heard although its answer was lost: whoever looks anew sees which. */
function isGone(error: unknown): boolean {
  if (!(error instanceof MsafaraProblem)) return false;
  return error.code === "trip-not-found" || error.code === "step-out-of-order";
}
