import { assert, isRefusal } from "@msafara/kernel";
import {
  EU_561,
  type HoursRules,
  kenyaRules,
  openRoads,
  openRouter,
  restedState,
  seededDice,
  type TourJob,
  type TourMatrix,
  type TourProblem,
  type TourVehicle,
  US_PROPERTY,
  USUAL_VEHICLES,
} from "@msafara/routing";
import { corridorMap } from "@msafara/routing/specs";

const HOUR_MS = 3_600_000;
const E7 = 10_000_000;
const TOWNS = 60;
/** Monday morning; everybody is home within the week. */
const ZERO_AT = Date.UTC(2026, 0, 5, 4);
const HOME_MS = 120 * HOUR_MS;
const CAPACITY_T = 28;
const AWAY_EVERY = 5;
const LAWS: readonly HoursRules[] = [EU_561, US_PROPERTY, kenyaRules()];

/** The larger towns of the corridor, and how far they are apart by truck. */
export interface Corridor {
  readonly matrix: TourMatrix;
  readonly people: readonly number[];
}

/** How many loads and trucks, and with which luck. */
export interface MarketAsked {
  readonly loads: number;
  readonly trucks: number;
  readonly seed: number;
}

/** Measures the ways between the sixty largest towns of the map that newcomers get. */
export async function openCorridor(): Promise<Corridor> {
  const map = await corridorMap();
  const router = openRouter(openRoads(map), { vehicle: USUAL_VEHICLES.truck, unit: "time" });
  const towns = map.places
    .toSorted((one, other) => other.population - one.population)
    .slice(0, TOWNS);
  const at = towns.map(({ lat, lng }) => ({ position: { lat: lat / E7, lng: lng / E7 } }));
  const matrix: TourMatrix = {
    size: TOWNS,
    durationMs: new Int32Array(TOWNS * TOWNS),
    distanceM: new Int32Array(TOWNS * TOWNS),
  };
  for (const [row, from] of at.entries()) {
    for (const [column, to] of at.entries()) {
      if (row === column) continue;
      const answer = router.route({ stops: [from, to], withSteps: false });
      assert(!isRefusal(answer), "the corridor joins all its towns");
      const [route] = answer.routes;
      matrix.durationMs[row * TOWNS + column] = route.durationDs * 100;
      matrix.distanceM[row * TOWNS + column] = Math.round(route.distanceCm / 100);
    }
  }
  return { matrix, people: towns.map(({ population }) => population) };
}

/** A week's open loads, half of them partial, and trucks under three laws, most of them at home and all to be so by its end. */
export function corridorMarket(
  { matrix, people }: Corridor,
  { loads, trucks, seed }: MarketAsked,
): TourProblem {
  const dice = seededDice(seed);
  const town = () => drawn(people, dice());
  const jobs = Array.from({ length: loads }, (_, i): TourJob => {
    const from = town();
    const to = otherThan(from, town);
    const leg = from * matrix.size + to;
    const readyMs = Math.floor(dice() * 36) * HOUR_MS;
    const isPartial = dice() < 0.5;
    const tons = isPartial ? 4 + dice() * 10 : 20 + dice() * 8;
    const pickup = [{ fromMs: readyMs, untilMs: readyMs + 30 * HOUR_MS }];
    return {
      id: `load ${i}`,
      pickup: { place: from, serviceMs: HOUR_MS, windows: pickup },
      delivery: { place: to, serviceMs: 0.75 * HOUR_MS },
      deadlineMs: Math.round(readyMs + matrix.durationMs[leg]! * 2 + 48 * HOUR_MS),
      load: [Math.floor(tons)],
      skills: dice() < 0.1 ? ["cold"] : [],
      // A full load pays about twice what a kilometre costs, a partial one about as much.
      prize: Math.round(30_000 + (matrix.distanceM[leg]! / 1_000) * (isPartial ? 9_000 : 16_000)),
    };
  });
  const vehicles = Array.from({ length: trucks }, (_, i): TourVehicle => {
    const home = town();
    return {
      id: `truck ${i}`,
      // Some stand far from home, and drive there whatever they find.
      startPlace: i % AWAY_EVERY === 0 ? town() : home,
      endPlace: home,
      shifts: [{ fromMs: 0, untilMs: HOME_MS }],
      capacity: [CAPACITY_T],
      skills: dice() < 0.25 ? ["cold"] : [],
      costs: { fixed: 0, perKm: 7_000, perHour: 30_000 },
      drivesAnyway: true,
      hours: { rules: LAWS[i % LAWS.length]!, state: restedState(ZERO_AT) },
    };
  });
  return { zeroAt: ZERO_AT, matrix, jobs, vehicles };
}

/** A town by lot, the larger the likelier. */
function drawn(people: readonly number[], lot: number): number {
  let left = lot * people.reduce((sum, count) => sum + Math.sqrt(count), 0);
  for (const [town, count] of people.entries()) {
    left -= Math.sqrt(count);
    if (left < 0) return town;
  }
  return 0;
}

function otherThan(town: number, draw: () => number): number {
  for (;;) {
    const other = draw();
    if (other !== town) return other;
  }
}
