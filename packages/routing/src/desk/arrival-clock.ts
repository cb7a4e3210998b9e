import type { TourHours } from "@msafara/domain";
import type { Instant } from "@msafara/kernel";
import { endsAtJunction, type EtaLeg, groupOf } from "../eta/eta-leg.ts";
import { amountsOf, knowledgeOf, sumOf } from "../eta/eta-model.ts";
import { paceOn } from "../graph/pace-on.ts";
import type { WeekMoment } from "../map/tags/week-hours.ts";
import { clockOf } from "../route/clock-of.ts";
import type { Drive } from "../route/drive.ts";
import { arcsInside } from "../route/obstacle.ts";
import type { Roads } from "../route/roads.ts";
import { speedsNow } from "../traffic/speeds-now.ts";
import type { AnswerRoom } from "./answer-room.ts";
import { borderGround } from "./border-ground.ts";

const HOURS = 24;
const WEEK_HOURS = 7 * HOURS;
const HOUR_MINUTES = 60;
const WEEK_MINUTES = WEEK_HOURS * HOUR_MINUTES;
const MINUTE_MS = 60_000;
const MS_PER_DS = 100;
const NOTHING: EtaLeg = {
  freeMs: [0, 0, 0],
  junctions: 0,
  borders: 0,
  liveRatio: 1,
  stop: "pause",
};

/** How long each arc takes, such that ways may be added up: in deciseconds. */
export interface ArcClock {
  /** Two clocks of one drive that are called alike are alike. */
  readonly name: string;
  /** From one end to the other. */
  readonly along: (arc: number) => number;
  /** What is waited for at its end before one goes on. */
  readonly atEnd: (arc: number) => number;
}

/** The hours in which somebody drives; where none is known, it is the moment at which he sets out. */
export interface DrivenIn {
  readonly departAt: Instant;
  readonly hours: readonly TourHours[];
}

/** Driving alone, as fast as the drive says. */
export function drivingClock({ graph }: Roads, drive: Drive): ArcClock {
  return { name: "driving", along: clockOf(graph, drive), atEnd: () => 0 };
}

/**
 * What arrivals are reckoned by, arc by arc: the model of arrivals on free roads, with junctions and borders, at the mean of
 * the hours. What slows a road at the departure slows it all the while.
 */
export function arrivalClock(room: AnswerRoom, drive: Drive, driven: DrivenIn): ArcClock {
  const { roads, model, clock } = room;
  const { graph } = roads;
  const known = knowledgeOf(model, drive.vehicle.kind);
  const parts = hoursOf(clock.weekOf, driven);
  const takes = (own: Partial<EtaLeg>): number =>
    parts.reduce((sum, { part, week }) => {
      return sum + part * sumOf(known, amountsOf({ ...NOTHING, ...own }, week, 0));
    }, 0);
  const times = [
    takes({ freeMs: [1, 0, 0] }),
    takes({ freeMs: [0, 1, 0] }),
    takes({ freeMs: [0, 0, 1] }),
  ];
  const [junctionDs, borderDs] = [takes({ junctions: 1 }), takes({ borders: 1 })].map((ms) =>
    Math.round(ms / MS_PER_DS),
  );
  const free = clockOf(graph, { vehicle: drive.vehicle, unit: drive.unit });
  const slowness = openSlowness(room, drive, driven);
  const borders = openBorders(room);
  return {
    name: JSON.stringify([times, junctionDs, borderDs, slowness.name]),
    along: (arc) => {
      const freeDs = free(arc);
      return freeDs === 0 ? 0 : Math.round(freeDs * times[groupOf(graph, arc)]! * slowness.of(arc));
    },
    atEnd: (arc) => (endsAtJunction(graph, arc) ? junctionDs! : 0) + borderDs! * borders(arc),
  };
}

/** How many times what is usual an arc takes by what happens there at the departure. */
function openSlowness({ roads, feed, pattern, clock }: AnswerRoom, drive: Drive, driven: DrivenIn) {
  const { graph } = roads;
  const { departAt: now } = driven;
  const slowing = feed.eventsAt(now).filter(({ effect }) => effect !== "closed");
  const name = slowing.map(({ id, revision }) => [id, revision]);
  if (slowing.length === 0) return { name, of: () => 1 };
  const speedsBy = (events: typeof slowing) => {
    const known = { feed: { speedsAt: () => new Map(), eventsAt: () => events }, pattern };
    return speedsNow(roads, known, { now, week: clock.weekOf(now) });
  };
  const lay = () => ({ usual: speedsBy([]), slow: speedsBy(slowing) });
  let speeds: ReturnType<typeof lay> | undefined;
  const paceAt = paceOn(graph, drive.vehicle);
  const of = (arc: number): number => {
    const { usual, slow } = (speeds ??= lay());
    if (usual[arc] === slow[arc]) return 1;
    const pace = paceAt(arc, slow[arc]!);
    return pace === 0 ? 1 : paceAt(arc, usual[arc]!) / pace;
  };
  return { name, of };
}

/** How many border posts an arc comes to: whoever passes one comes to it once. */
function openBorders({ roads, borders }: AnswerRoom): (arc: number) => number {
  const { graph, tail } = roads;
  const lay = () => {
    const posts = new Map<number, number>();
    for (const area of borders.map(borderGround)) {
      for (const arc of arcsInside(roads, [area])) {
        const [lat, lng] = [graph.lat[tail[arc]!]!, graph.lng[tail[arc]!]!];
        const { southWest, northEast } = area;
        const isAbreast = lat >= southWest.lat && lat <= northEast.lat;
        const isInside = isAbreast && lng >= southWest.lng && lng <= northEast.lng;
        if (!isInside) posts.set(arc, (posts.get(arc) ?? 0) + 1);
      }
    }
    return posts;
  };
  let posts: ReturnType<typeof lay> | undefined;
  return (arc) => (posts ??= lay()).get(arc) ?? 0;
}

interface PartOfHours {
  readonly part: number;
  readonly week: WeekMoment;
}

/** The hours of the week in which somebody drives, and how much each counts; after a week all have had their share. */
function hoursOf(
  weekOf: (instant: Instant) => WeekMoment,
  { departAt, hours }: DrivenIn,
): readonly PartOfHours[] {
  const minutes = new Float64Array(WEEK_HOURS);
  for (const { from, until } of hours) {
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
  const all = minutes.reduce((sum, some) => sum + some, 0);
  if (all === 0) return [{ part: 1, week: weekOf(departAt) }];
  return [...minutes.entries()].flatMap(([hour, some]) => {
    const week = { weekday: Math.floor(hour / HOURS), minute: (hour % HOURS) * HOUR_MINUTES };
    return some === 0 ? [] : [{ part: some / all, week }];
  });
}
