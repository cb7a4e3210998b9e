import type {
  LoadLeftOut,
  RoadsRefusal,
  TourCall,
  TourHours,
  TourLoad,
  TourTruck,
  ToursQuestion,
} from "@msafara/domain";
import { assert, type Instant, isRefusal, type Position, refuse } from "@msafara/kernel";
import { NEVER } from "../graph/never.ts";
import type { VehicleKind } from "../graph/vehicle.ts";
import { EU_561, type HoursRules, kenyaRules, US_PROPERTY } from "../hours/hours-rules.ts";
import { restedState } from "../hours/hours-state.ts";
import type { Phantom } from "../snap/phantom.ts";
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
import { placeOn } from "./answer-matrix.ts";
import { type AnswerRoom, avoidMeant } from "./answer-room.ts";
import { APART } from "./apart.ts";
import { costTable } from "./cost-table.ts";
import { refuseNonsense } from "./refuse-nonsense.ts";
import type { DriveMeant } from "./tariff-desk.ts";
import { tellStray } from "./tell-left-out.ts";
import { largestOf, vehicleMeant } from "./vehicle-meant.ts";

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
const MS_PER_DS = 100;
const CM_PER_M = 100;

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
 * Lays a question out for the planner. All trucks share one matrix, on roads that the largest of them may drive,
 * at the hour in which the first of them sets out.
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
  const vehicle = largestOf(trucks.map((truck) => vehicleMeant(truck.vehicle)));
  const avoid = avoidMeant(asked.avoid);
  const drive: DriveMeant = {
    vehicle,
    unit: "time",
    departAt: Math.max(zeroAt, now),
    now,
    ...(avoid === undefined ? {} : { avoid }),
  };
  return room.tariffs.useSums(drive, (tariff, sums) => {
    const places = openPlaces((position) => placeOn(room, tariff, position));
    const lost = trucks.find(({ start, end }) => !places.hasRoad(start) || !places.hasRoad(end));
    if (lost !== undefined) return refuse("no-road-near", { why: "none", truck: lost.id });
    const strays = loads.filter(({ pickup, delivery }) => {
      return !places.hasRoad(pickup?.position) || !places.hasRoad(delivery?.position);
    });
    const jobs = loads.filter((load) => !strays.includes(load));
    const wait = { zeroAt, zoneMs: room.clock.zoneMs(zeroAt), placeOf: places.placeOf };
    const vehicles = trucks.map((truck) => vehicleOf(truck, wait));
    const tourJobs = jobs.map((load) => jobOf(load, wait));
    const found = places.found();
    const table = costTable(room.roads, { tariff, sums, from: found, to: found });
    const problem = { zeroAt, matrix: matrixOf(found.length, table), jobs: tourJobs, vehicles };
    return { problem, strays: strays.map((load) => tellStray(load, trucks)) };
  });
}

/** The position of a visit. */
export function callOf({ loads }: ToursQuestion, { jobId, what }: Visit): Position {
  const call = loads.find(({ id }) => id === jobId)?.[what];
  assert(call !== undefined, "a plan visits only what was asked for");
  return call.position;
}

/** Each place once, however many loads wait there. */
function openPlaces(find: (position: Position) => ReturnType<typeof placeOn>) {
  const known = new Map<string, ReturnType<typeof placeOn>>();
  const found: Phantom[] = [];
  const numbers = new Map<string, number>();
  const lookUp = (position: Position) => {
    const key = `${position.lat},${position.lng}`;
    const place = known.get(key) ?? find(position);
    known.set(key, place);
    if (!isRefusal(place) && !numbers.has(key)) numbers.set(key, found.push(place) - 1);
    return numbers.get(key);
  };
  return {
    hasRoad: (position: Position | undefined): boolean =>
      position === undefined || lookUp(position) !== undefined,
    placeOf: (position: Position): number => {
      const place = lookUp(position);
      assert(place !== undefined, "who has no road was left out");
      return place;
    },
    found: (): readonly Phantom[] => found,
  };
}

interface Laying {
  readonly zeroAt: Instant;
  readonly zoneMs: number;
  readonly placeOf: (position: Position) => number;
}

function vehicleOf(truck: TourTruck, laying: Laying): TourVehicle {
  const { id, start, end, capacityKg, capacityM3, skills, hours, locked } = truck;
  const { zeroAt, placeOf } = laying;
  return {
    id,
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

function matrixOf(
  size: number,
  { distanceCm, durationDs }: ReturnType<typeof costTable>,
): TourMatrix {
  const cell = (per: number) => (value: number) =>
    value >= NEVER ? APART : Math.round(value * per);
  return {
    size,
    durationMs: durationDs.map(cell(MS_PER_DS)),
    distanceM: distanceCm.map(cell(1 / CM_PER_M)),
  };
}
