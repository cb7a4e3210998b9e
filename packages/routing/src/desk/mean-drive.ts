import type { TourHours } from "@msafara/domain";
import type { Instant } from "@msafara/kernel";
import { type Pace, paceOn } from "../graph/pace-on.ts";
import type { RoadGraph } from "../graph/road-graph.ts";
import type { Vehicle } from "../graph/vehicle.ts";
import type { Drive } from "../route/drive.ts";
import { sharesAt, type WeekPattern } from "../traffic/week-pattern.ts";
import type { AnswerRoom } from "./answer-room.ts";

const HOURS = 24;
const WEEK_HOURS = 7 * HOURS;
const HOUR_MINUTES = 60;
const WEEK_MINUTES = WEEK_HOURS * HOUR_MINUTES;
const MINUTE_MS = 60_000;
/** Nothing drives so fast that it does not fit in sixteen bits. */
const FASTEST = 65_536;
/** Sums of a day's parts are off by so little. */
const ALIKE = 1e-9;
/** Whoever stands still crawls on: 1 km/h. */
const CRAWL = 10;

/**
 * The same drive at the mean of the hours in which it may be driven: each road takes as long as it does on average over
 * all of them. What is seen or told of a road now holds all the while, only what is usual at the hour of departure does
 * not. A drive of which no hour is known stays as it is.
 */
export function meanDrive(
  { roads, clock, pattern }: Pick<AnswerRoom, "roads" | "clock" | "pattern">,
  drive: Drive,
  shifts: readonly TourHours[],
): Drive {
  const { vehicle, moment, speedNow } = drive;
  if (moment === undefined || speedNow === undefined) return drive;
  const { graph } = roads;
  const usual = usualHours(pattern, minutesByHour(clock.weekOf, shifts));
  const paceAt = paceOn(graph, vehicle);
  const gainOn = openGains({ graph, paceAt, usual, atFirst: sharesAt(pattern, moment) });
  const meanSpeed = speedNow.map((speed, arc) => {
    const gain = gainOn(arc);
    if (gain === 1 || speed === 0) return speed;
    const free = graph.speed[arc]!;
    // Whoever is seen on a free road in the rush hour is no faster than that at any other.
    const mean = Math.min(paceAt(arc, speed) * gain, Math.max(speed, free));
    return speedFor(vehicle, free, mean);
  });
  const isSame = meanSpeed.every((speed, arc) => speed === speedNow[arc]);
  return isSame ? drive : { ...drive, speedNow: meanSpeed };
}

/** What is usual by class in an hour, and for how much of all hours it counts. */
interface UsualHour {
  readonly part: number;
  readonly shares: Float64Array;
}

function usualHours(pattern: WeekPattern, minutes: Float64Array): readonly UsualHour[] {
  const all = minutes.reduce((sum, some) => sum + some, 0);
  return [...minutes.entries()].flatMap(([hour, some]) => {
    if (some === 0) return [];
    const halfPast = (hour % HOURS) * HOUR_MINUTES + HOUR_MINUTES / 2;
    const shares = sharesAt(pattern, { weekday: Math.floor(hour / HOURS), minute: halfPast });
    return [{ part: some / all, shares }];
  });
}

interface GainsAsked {
  readonly graph: RoadGraph;
  readonly paceAt: Pace;
  readonly usual: readonly UsualHour[];
  /** What is usual by class at the moment of departure. */
  readonly atFirst: Float64Array;
}

/** How much faster a vehicle usually is on an arc on average than at its departure; most arcs are like others. */
function openGains({ graph, paceAt, usual, atFirst }: GainsAsked): (arc: number) => number {
  const known = new Map<number, number>();
  const gain = (arc: number, row: number): number => {
    const pace = (shares: Float64Array) => paceAt(arc, graph.speed[arc]! * shares[row]!);
    const taken = usual.reduce((sum, { part, shares }) => sum + part / pace(shares), 0);
    const more = 1 / (taken * pace(atFirst));
    return Math.abs(more - 1) < ALIKE ? 1 : more;
  };
  return (arc) => {
    if (graph.speed[arc] === 0 || usual.length === 0) return 1;
    const row = graph.ways.roadClass[graph.way[arc]!]!;
    const key = (row * FASTEST + graph.speed[arc]!) * FASTEST + paceAt(arc, FASTEST - 1);
    const found = known.get(key) ?? gain(arc, row);
    known.set(key, found);
    return found;
  };
}

/** What all drive where this vehicle keeps such a pace: `paceOf` the other way round. */
function speedFor({ jamShare }: Vehicle, free: number, pace: number): number {
  const speed = pace >= free ? pace : free - (free - pace) / jamShare;
  return Math.max(CRAWL, Math.round(speed));
}

/** How many minutes of the shifts lie in each hour of the week; after a week all hours have had their share. */
function minutesByHour(
  weekOf: (instant: Instant) => NonNullable<Drive["moment"]>,
  shifts: readonly TourHours[],
): Float64Array {
  const minutes = new Float64Array(WEEK_HOURS);
  for (const { from, until } of shifts) {
    const { weekday, minute } = weekOf(from);
    let at = weekday * HOURS * HOUR_MINUTES + minute;
    const end = at + Math.min((until - from) / MINUTE_MS, WEEK_MINUTES);
    while (at < end) {
      const hour = Math.floor(at / HOUR_MINUTES);
      const next = Math.min(end, (hour + 1) * HOUR_MINUTES);
      minutes[hour % WEEK_HOURS]! += next - at;
      at = next;
    }
  }
  return minutes;
}
