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
