import { isRefusal } from "@msafara/kernel";
import { planBreaks, type TourJob, type TourProblem, type TourVehicle } from "@msafara/routing";

/** What a dispatcher reaches who gives out loads one by one. */
export interface SingleLoads {
  readonly emptyM: number;
  readonly loadedM: number;
  readonly loadIds: readonly string[];
}

/** How pairs of a truck and a load are compared: the least comes first. */
type Measure = "empty" | "profit";

interface Hauler {
  readonly vehicle: TourVehicle;
  readonly loads: readonly TourJob[];
  readonly at: number;
}

interface Offer {
  readonly hauler: number;
  readonly load: TourJob;
  readonly rank: number;
}

/**
 * The best greedy: of all trucks and all loads the best pair first, again and again, each load hauled alone and behind
 * those before it, within the same law, windows and way home.
 */
export function singleLoads(problem: TourProblem, measure: Measure): SingleLoads {
  let haulers = problem.vehicles.map((vehicle): Hauler => {
    return { vehicle, loads: [], at: vehicle.startPlace! };
  });
  let offers = haulers.flatMap((_, i) => offersOf(problem, { haulers, i, measure }));
  const taken = new Set<TourJob>();
  for (;;) {
    offers = offers
      .filter(({ load }) => !taken.has(load))
      .toSorted((one, other) => one.rank - other.rank);
    const best = offers.findIndex(({ hauler, load }) => isLawful(problem, haulers[hauler]!, load));
    if (best < 0) break;
    const { hauler, load } = offers[best]!;
    taken.add(load);
    haulers = haulers.map((one, i) => {
      if (i !== hauler) return one;
      return { ...one, loads: [...one.loads, load], at: load.delivery!.place };
    });
    // What was found unlawful before the best will not become lawful.
    offers = offers.slice(best + 1).filter((offer) => offer.hauler !== hauler);
    offers.push(...offersOf(problem, { haulers, i: hauler, measure }));
  }
  const loadedM = [...taken].reduce((sum, { pickup, delivery }) => {
    return sum + meters(problem, pickup!.place, delivery!.place);
  }, 0);
  return {
    emptyM: haulers.reduce((sum, hauler) => sum + emptyOf(problem, hauler), 0),
    loadedM,
    loadIds: [...taken].map(({ id }) => id),
  };
}

interface Asking {
  readonly haulers: readonly Hauler[];
  readonly i: number;
  readonly measure: Measure;
}

function offersOf(problem: TourProblem, { haulers, i, measure }: Asking): readonly Offer[] {
  const { vehicle, at } = haulers[i]!;
  const home = vehicle.endPlace!;
  const spared = costOf(problem, vehicle, [at, home]);
  return problem.jobs
    .filter(({ load, skills = [] }) => {
      const isAble = skills.every((skill) => vehicle.skills?.includes(skill));
      return isAble && load.every((amount, k) => amount <= vehicle.capacity[k]!);
    })
    .flatMap((load) => {
      const [from, to] = [load.pickup!.place, load.delivery!.place];
      const profit = load.prize! - costOf(problem, vehicle, [at, from, to, home]) + spared;
      if (profit <= 0) return [];
      const emptyM = meters(problem, at, from) + meters(problem, to, home);
      const rank = measure === "profit" ? -profit : emptyM - meters(problem, at, home);
      return [{ hauler: i, load, rank }];
    });
}

function costOf({ matrix }: TourProblem, { costs }: TourVehicle, places: readonly number[]) {
  return places.slice(1).reduce((sum, to, i) => {
    const leg = places[i]! * matrix.size + to;
    const km = matrix.distanceM[leg]! / 1_000;
    return sum + km * costs.perKm + (matrix.durationMs[leg]! / 3_600_000) * costs.perHour;
  }, 0);
}

function isLawful(problem: TourProblem, { vehicle, loads }: Hauler, load: TourJob): boolean {
  const { size, durationMs } = problem.matrix;
  let at = vehicle.startPlace!;
  const stops = [...loads, load].flatMap(({ pickup, delivery, deadlineMs }) => {
    return [pickup!, delivery!].map(({ place, serviceMs, windows }) => {
      const driveMs = durationMs[at * size + place]!;
      at = place;
      const openings = windows?.flatMap(({ fromMs, untilMs }) => [fromMs, untilMs]);
      const untilMs = (deadlineMs ?? Number.POSITIVE_INFINITY) - serviceMs;
      return { driveMs, workMs: serviceMs, openings: openings ?? [0, untilMs] };
    });
  });
  const [shift] = vehicle.shifts;
  const driveMs = durationMs[at * size + vehicle.endPlace!]!;
  const home = { driveMs, workMs: 0, openings: [0, shift!.untilMs] };
  const { zeroAt } = problem;
  const asked = { zeroAt, fromMs: shift!.fromMs, stops: [...stops, home] };
  return !isRefusal(planBreaks({ ...vehicle.hours!, ...asked }));
}

function emptyOf(problem: TourProblem, { vehicle, loads, at }: Hauler): number {
  let from = vehicle.startPlace!;
  let empty = 0;
  for (const { pickup, delivery } of loads) {
    empty += meters(problem, from, pickup!.place);
    from = delivery!.place;
  }
  return empty + meters(problem, at, vehicle.endPlace!);
}

function meters({ matrix }: TourProblem, from: number, to: number): number {
  return matrix.distanceM[from * matrix.size + to]!;
}
