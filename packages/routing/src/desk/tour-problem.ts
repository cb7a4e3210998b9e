import type {
  LoadLeftOut,
  RoadsRefusal,
  TourCall,
  TourHours,
  TourLoad,
  TourTruck,
  ToursQuestion,
} from "@msafara/domain";
import { assert, type Instant, type Position, refuse } from "@msafara/kernel";
import type { VehicleKind } from "../graph/vehicle.ts";
import { EU_561, type HoursRules, kenyaRules, US_PROPERTY } from "../hours/hours-rules.ts";
import { restedState } from "../hours/hours-state.ts";
import type {
  DriverHours,
  TimeWindow,
  TourJob,
  TourMatrix,
  TourProblem,
  TourStop,
  TourVehicle,
  Visit,
} from "../tour/problem.ts";
import { type AnswerRoom, avoidMeant } from "./answer-room.ts";
import { fleetMatrices, isReached } from "./fleet-matrices.ts";
import { refuseNonsense } from "./refuse-nonsense.ts";
import { tellStray } from "./tell-left-out.ts";

/** A truck that says nothing of its room holds whatever fits its weight. */
const ROOM_M3 = 1_000_000;
/**
 * Money for choosing between tours: going out at all counts as much as 50 km, an hour as much as 10. A motorcycle
 * burns a tenth of a truck's fuel and is on the road at once; its figures are our judgement, too.
 */
const COSTS = { fixed: 50, perKm: 1, perHour: 10 };
const COSTS_OF: Readonly<Record<VehicleKind, TourVehicle["costs"]>> = {
  motorcycle: { fixed: 10, perKm: 0.2, perHour: 5 },
  car: COSTS,
  van: COSTS,
  truck: COSTS,
};

const RULES: Readonly<Record<NonNullable<TourTruck["hours"]>, HoursRules>> = {
  eu: EU_561,
  us: US_PROPERTY,
  kenya: kenyaRules(),
};

/** A problem for the planner, and the loads that no truck could ever reach. */
export interface TourProblemLaid {
  readonly problem: TourProblem;
  readonly strays: readonly LoadLeftOut[];
}

/**
 * Lays a question out for the planner. Each truck has the ways that it may drive when the first of all sets out, at the
 * mean of the hours in which those like it are out.
 */
export function tourProblem(
  room: AnswerRoom,
  asked: ToursQuestion,
  now: Instant,
): TourProblemLaid | RoadsRefusal {
  const { trucks, loads } = asked;
  const zeroAt = Math.min(...trucks.flatMap(({ shifts }) => shifts.map(({ from }) => from)));
  if (!Number.isFinite(zeroAt)) {
    return refuseNonsense({ field: "trucks", why: "no-shift" });
  }
  const places = numberPlaces([...loads.flatMap(callsOf), ...trucks.flatMap(endsOf)]);
  const laying = { zeroAt, zoneMs: room.clock.zoneMs(zeroAt), placeOf: places.numberOf };
  const avoid = avoidMeant(asked.avoid);
  const departAt = Math.max(zeroAt, now);
  const matrices = fleetMatrices(room, {
    trucks,
    drive: { departAt, now, ...(avoid === undefined ? {} : { avoid }) },
    places: places.all,
    budgetMs: asked.budgetMs,
    called: loads.flatMap(callsOf).map(places.numberOf),
    endsOf: (truck) => endsOf(truck).map(places.numberOf),
  });
  const comesTo = (truck: TourTruck, positions: readonly Position[]): boolean =>
    positions.every((one) => isReached(matrices.get(truck)!, places.numberOf(one)));
  const lost = trucks.find((truck) => !comesTo(truck, endsOf(truck)));
  if (lost !== undefined) return refuse("no-road-near", { why: "none", truck: lost.id });
  const strays = loads.filter((load) => !trucks.some((truck) => comesTo(truck, callsOf(load))));
  const jobs = loads.filter((load) => !strays.includes(load));
  const vehicles = trucks.map((truck) => vehicleOf(truck, laying, matrices.get(truck)!));
  const matrix = matrices.get(trucks[0]!)!;
  return {
    problem: { zeroAt, matrix, jobs: jobs.map((load) => jobOf(load, laying)), vehicles },
    strays: strays.map((load) => tellStray(load, trucks)),
  };
}

/** The position of a visit. */
export function callOf({ loads }: ToursQuestion, { jobId, what }: Visit): Position {
  const call = loads.find(({ id }) => id === jobId)?.[what];
  assert(call !== undefined, "a plan visits only what was asked for");
  return call.position;
}

function callsOf({ pickup, delivery }: TourLoad): readonly Position[] {
  return [pickup, delivery].flatMap((call) => (call === undefined ? [] : [call.position]));
}

function endsOf({ start, end }: TourTruck): readonly Position[] {
  return [start, end].filter((position) => position !== undefined);
}

/** Each place once, however many loads wait there. */
function numberPlaces(positions: readonly Position[]) {
  const keyOf = ({ lat, lng }: Position): string => `${lat},${lng}`;
  const byKey = new Map(positions.map((position) => [keyOf(position), position]));
  const numbers = new Map([...byKey.keys()].map((key, number) => [key, number]));
  return {
    all: [...byKey.values()],
    numberOf: (position: Position): number => numbers.get(keyOf(position))!,
  };
}

interface Laying {
  readonly zeroAt: Instant;
  readonly zoneMs: number;
  readonly placeOf: (position: Position) => number;
}

function vehicleOf(truck: TourTruck, laying: Laying, matrix: TourMatrix): TourVehicle {
  const { id, start, end, capacityKg, capacityM3, skills, hours, locked } = truck;
  const { zeroAt, placeOf } = laying;
  return {
    id,
    matrix,
    shifts: truck.shifts.map((shift) => windowOf(shift, zeroAt)),
    capacity: [capacityKg, capacityM3 ?? ROOM_M3],
    costs: COSTS_OF[truck.vehicle.kind],
    ...(start === undefined ? {} : { startPlace: placeOf(start) }),
    ...(end === undefined ? {} : { endPlace: placeOf(end) }),
    ...(skills === undefined ? {} : { skills }),
    ...(hours === undefined ? {} : { hours: hoursOf(hours, laying) }),
    ...(locked === undefined
      ? {}
      : { locked: locked.map(({ loadId, what }) => ({ jobId: loadId, what })) }),
  };
}

/** Nobody told what a driver has behind him: he comes rested. */
function hoursOf(law: NonNullable<TourTruck["hours"]>, { zeroAt, zoneMs }: Laying): DriverHours {
  return { rules: RULES[law], state: restedState(zeroAt, zoneMs) };
}

function jobOf(load: TourLoad, laying: Laying): TourJob {
  const { id, pickup, delivery, weightKg, volumeM3 = 0, skills } = load;
  return {
    id,
    load: [weightKg, volumeM3],
    ...(pickup === undefined ? {} : { pickup: stopOf(pickup, laying) }),
    ...(delivery === undefined ? {} : { delivery: stopOf(delivery, laying) }),
    ...(skills === undefined ? {} : { skills }),
  };
}

function stopOf({ position, serviceS, windows }: TourCall, { zeroAt, placeOf }: Laying): TourStop {
  return {
    place: placeOf(position),
    serviceMs: serviceS * 1_000,
    ...(windows === undefined || windows.length === 0
      ? {}
      : { windows: windows.map((window) => windowOf(window, zeroAt)) }),
  };
}

function windowOf({ from, until }: TourHours, zeroAt: Instant): TimeWindow {
  return { fromMs: from - zeroAt, untilMs: until - zeroAt };
}
