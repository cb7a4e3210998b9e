import {
  EU_561,
  restedState,
  type TourJob,
  type TourProblem,
  type TourVehicle,
} from "../../index.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** An hour and 60 km apart on one road: 0 Nairobi, 1 Naivasha, 2 Nakuru, 3 Eldoret. */
const TOWNS = 4;

/** Places on one straight road, so many milliseconds and metres apart. */
export function onARoad(towns: number, legMs = HOUR_MS): TourProblem["matrix"] {
  const legs = Array.from({ length: towns * towns }, (_, cell) =>
    Math.abs(Math.floor(cell / towns) - (cell % towns)),
  );
  return {
    size: towns,
    durationMs: Int32Array.from(legs, (steps) => steps * legMs),
    distanceM: Int32Array.from(legs, (steps) => steps * 60_000),
  };
}

/** The same towns by a path that a motorcycle knows: shorter and quicker, but uphill on the way back. */
export function onAPath(towns: number, legMs = HOUR_MS): TourProblem["matrix"] {
  const { size, durationMs, distanceM } = onARoad(towns, legMs);
  const isBack = (cell: number): boolean => cell % size < Math.floor(cell / size);
  return {
    size,
    durationMs: durationMs.map((ms, cell) => Math.round(ms * (isBack(cell) ? 0.6 : 0.4))),
    distanceM: distanceM.map((m) => Math.round(m * 0.75)),
  };
}

/** The same towns for a truck that must not use the bridge behind the second of them: there is a long way round. */
export function roundTheBridge(towns: number, legMs = HOUR_MS): TourProblem["matrix"] {
  const { size, durationMs, distanceM } = onARoad(towns, legMs);
  const isOver = (cell: number): boolean => cell % size < 2 !== Math.floor(cell / size) < 2;
  return {
    size,
    durationMs: durationMs.map((ms, cell) => (isOver(cell) ? ms + 2 * legMs : ms)),
    distanceM: distanceM.map((m, cell) => (isOver(cell) ? m + 120_000 : m)),
  };
}

/** Ten crates from Nairobi to Naivasha, to be spoiled. */
export function crates(own: Partial<TourJob> = {}): TourJob {
  return {
    id: "crates",
    pickup: { place: 0, serviceMs: 10 * MINUTE_MS },
    delivery: { place: 1, serviceMs: 10 * MINUTE_MS },
    load: [10],
    ...own,
  };
}

/** A truck in Nairobi that is out for twelve hours and comes home, to be spoiled. */
export function truck(own: Partial<TourVehicle> = {}): TourVehicle {
  return {
    id: "KDA 001A",
    startPlace: 0,
    endPlace: 0,
    shifts: [{ fromMs: 0, untilMs: 12 * HOUR_MS }],
    capacity: [10],
    costs: { fixed: 0, perKm: 1, perHour: 0 },
    ...own,
  };
}

/** One truck, one job, four towns on one road. */
export function day(own: Partial<TourProblem> = {}): TourProblem {
  return { zeroAt: 0, matrix: onARoad(TOWNS), jobs: [crates()], vehicles: [truck()], ...own };
}

/** A driver under European law who has slept. */
export function rested(): NonNullable<TourVehicle["hours"]> {
  return { rules: EU_561, state: restedState(0) };
}
