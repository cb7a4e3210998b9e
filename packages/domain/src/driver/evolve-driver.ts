import { unreachable } from "@msafara/kernel";
import type { AnsweredAward, Commitment, Dealing, Driver, TrackRecord } from "./driver.ts";
import type { DriverEvent } from "./driver-event.ts";

/** So many answers are remembered, more than can be waited for. */
const ANSWERED_MAX = 100;

/** The driver after an event. */
export function evolveDriver(driver: Driver, event: DriverEvent): Driver {
  switch (event.type) {
    case "profile.set":
      return { ...driver, profile: event.profile };
    case "policy.set":
      return { ...driver, policy: event.policy };
    case "availability.set": {
      const { type: _, at, ...shift } = event;
      const isReturning = event.available && driver.available && driver.isReturning;
      const since = event.available === driver.available ? (driver.since ?? at) : at;
      return { ...driver, isReturning, since, ...shift };
    }
    case "standing.set":
      return stand(driver, event);
    case "request.passed":
    case "request.changed":
    case "release.contested":
      return driver;
    case "driver.rated":
      return { ...driver, record: rated(driver.record, event.stars) };
    case "request.noted": {
      const { shipmentId, closesAt } = event;
      return deal(driver, { stage: "noted", shipmentId, closesAt });
    }
    case "request.lapsed":
    case "bid.forgotten":
      return forget(driver, event.shipmentId);
    case "bid.submitted": {
      const { shipmentId, bidId, amount } = event;
      return deal(driver, { stage: "bid", shipmentId, bidId, amount });
    }
    default:
      return evolveCommitments(driver, event);
  }
}

function stand(driver: Driver, { standing, at }: Of<"standing.set">): Driver {
  if (standing === "good" || !driver.available) return { ...driver, standing };
  return { ...driver, standing, available: false, isReturning: false, since: at };
}

type Committing = Extract<
  DriverEvent,
  {
    type:
      | "award.received"
      | "commitment.made"
      | "commitment.declined"
      | "commitment.withdrawn"
      | "commitment.released"
      | "booking.given-up"
      | "booking.confirmed"
      | "trip.due"
      | "trip.progressed"
      | "pin.missed";
  }
>;

function evolveCommitments(driver: Driver, event: Committing): Driver {
  switch (event.type) {
    case "award.received": {
      const { award } = event;
      return deal(driver, { stage: "awarded", shipmentId: award.shipmentId, award });
    }
    case "commitment.made":
      return commit(driver, event);
    case "commitment.declined": {
      const { shipmentId, bidId, answerBy, why } = event;
      const said = answer(driver, { shipmentId, bidId, answerBy, because: why });
      return forget(said, shipmentId);
    }
    case "commitment.withdrawn":
    case "commitment.released":
      return free(forget(driver, event.shipmentId), (it) => it.tripId === event.tripId);
    case "booking.given-up":
      return change(driver, event.tripId, { isGivenUp: true });
    case "booking.confirmed":
      return change(driver, event.tripId, { status: "booked", pins: event.pins });
    case "trip.due":
      return change(driver, event.tripId, { isDue: true });
    case "trip.progressed":
      return progress(driver, event);
    case "pin.missed": {
      const { step, count, waitUntil } = event;
      return change(driver, event.tripId, { pinMisses: { step, count, waitUntil } });
    }
    default:
      return unreachable(event);
  }
}

type Of<Type extends DriverEvent["type"]> = Extract<DriverEvent, { type: Type }>;

function commit(driver: Driver, { commitment, answerBy }: Of<"commitment.made">): Driver {
  const { shipmentId, bidId } = commitment;
  const commitments = [...driver.commitments, commitment].toSorted((a, b) => a.from - b.from);
  const said = answer(driver, { shipmentId, bidId, answerBy, because: "yes" });
  return { ...forget(said, shipmentId), commitments, isReturning: false };
}

function progress(driver: Driver, event: Of<"trip.progressed">): Driver {
  const { tripId, step, at, position } = event;
  const trip = driver.commitments.find((it) => it.tripId === tripId);
  if (trip === undefined) return driver;
  const here = position === undefined ? driver : { ...driver, position: { where: position, at } };
  const steps = [...trip.steps, { step, at }];
  if (step !== "delivered") return change(here, tripId, { isDue: true, steps });
  const record = delivered(driver.record, trip, at);
  const rest = free(here, (it) => it.tripId === tripId);
  const isReturning = rest.commitments.length === 0;
  return { ...rest, record, isReturning, lastTrip: { ...trip, steps } };
}

function delivered(record: TrackRecord, { request }: Commitment, at: number): TrackRecord {
  const { cargo, delivery } = request;
  const before = record.carried[cargo.vehicleType] ?? 0;
  return {
    ...record,
    delivered: record.delivered + 1,
    onTime: record.onTime + (at <= delivery.window.to ? 1 : 0),
    carried: { ...record.carried, [cargo.vehicleType]: before + 1 },
  };
}

function rated(record: TrackRecord, stars: number): TrackRecord {
  const { ratings } = record;
  return { ...record, ratings: { count: ratings.count + 1, stars: ratings.stars + stars } };
}

/** One dealing for each shipment. */
function deal(driver: Driver, dealing: Dealing): Driver {
  const { dealings } = forget(driver, dealing.shipmentId);
  return { ...driver, dealings: [...dealings, dealing] };
}

function forget(driver: Driver, shipmentId: string): Driver {
  return { ...driver, dealings: driver.dealings.filter((it) => it.shipmentId !== shipmentId) };
}

function answer(driver: Driver, answered: AnsweredAward): Driver {
  return { ...driver, answered: [...driver.answered, answered].slice(-ANSWERED_MAX) };
}

function free(driver: Driver, isMeant: (commitment: Commitment) => boolean): Driver {
  return { ...driver, commitments: driver.commitments.filter((it) => !isMeant(it)) };
}

function change(driver: Driver, tripId: string, changes: Partial<Commitment>): Driver {
  const commitments = driver.commitments.map((it) =>
    it.tripId === tripId ? { ...it, ...changes } : it,
  );
  return { ...driver, commitments };
}
