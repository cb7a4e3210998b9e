import type { Instant } from "@msafara/kernel";
import type { WeekMoment } from "../map/tags/week-hours.ts";
import type { RoadGraph } from "../graph/road-graph.ts";
import { arcsInside, type Ground } from "../route/obstacle.ts";
import type { TrafficEvent, TrafficFeed } from "./traffic-feed.ts";
import { sharesAt, type WeekPattern } from "./week-pattern.ts";

/** Who stands still crawls on: 1 km/h. Only what is closed is 0. */
const CRAWL = 10;
const FASTEST = 1_400;

/** An instant, and what the clock of the place says then. */
export interface TrafficMoment {
  readonly now: Instant;
  readonly week: WeekMoment;
}

/** What was told of traffic, and what is usual. */
export interface TrafficKnown {
  readonly feed: Pick<TrafficFeed, "speedsAt" | "eventsAt">;
  readonly pattern: WeekPattern;
}

/**
 * What is driven on each arc now, in tenths of a km/h, 0 where it is closed: what was seen, else what is usual
 * at this hour, both slowed by whatever happens there. Whoever costs arcs by it takes no account of the order of news.
 */
export function speedsNow(
  ground: Ground,
  { feed, pattern }: TrafficKnown,
  { now, week }: TrafficMoment,
): Uint16Array<SharedArrayBuffer> {
  const { graph } = ground;
  const usual = usualOn(graph, pattern, week);
  const speed = new Uint16Array(new SharedArrayBuffer(graph.arcCount * 2));
  for (let arc = 0; arc < graph.arcCount; arc++) speed[arc] = usual(arc);
  for (const [arc, seen] of feed.speedsAt(now)) if (speed[arc]! > 0) speed[arc] = bounded(seen);
  for (const event of feed.eventsAt(now)) {
    for (const arc of arcsOf(ground, event)) {
      speed[arc] = slowed(speed[arc]!, event.effect);
    }
  }
  return speed;
}

/** What is usual on an arc at an hour of the week, and what is driven there now. */
export interface SpeedOn {
  readonly usual: (arc: number) => number;
  readonly now: (arc: number) => number;
}

/** The same of single arcs: for whoever drives few of them, each at an hour of its own. */
export function speedOn(
  ground: Ground,
  { feed, pattern }: TrafficKnown,
  { now, week }: TrafficMoment,
): SpeedOn {
  const usual = usualOn(ground.graph, pattern, week);
  const seen = feed.speedsAt(now);
  const events = feed.eventsAt(now).map((event) => {
    return { effect: event.effect, arcs: arcsOf(ground, event) };
  });
  return {
    usual,
    now: (arc) => {
      const free = usual(arc);
      const before = free > 0 && seen.has(arc) ? bounded(seen.get(arc)!) : free;
      return events
        .filter(({ arcs }) => arcs.has(arc))
        .reduce((speed, { effect }) => slowed(speed, effect), before);
    },
  };
}

/** The arcs that are closed by what happens now: to be avoided at once, before the next fitting. */
export function closedNow(ground: Ground, feed: TrafficFeed, now: Instant): ReadonlySet<number> {
  return closedBy(ground, closingAt(feed, now));
}

/** What closes roads now. */
export function closingAt(feed: TrafficFeed, now: Instant): readonly TrafficEvent[] {
  return feed.eventsAt(now).filter(({ effect }) => effect === "closed");
}

/** The arcs that are closed by events. */
export function closedBy(ground: Ground, closing: readonly TrafficEvent[]): ReadonlySet<number> {
  const closed = new Set<number>();
  for (const event of closing) for (const arc of arcsOf(ground, event)) closed.add(arc);
  return closed;
}

function usualOn(graph: RoadGraph, pattern: WeekPattern, week: WeekMoment) {
  const share = sharesAt(pattern, week);
  return (arc: number): number => {
    const free = graph.speed[arc]!;
    return free === 0 ? 0 : bounded(free * share[graph.ways.roadClass[graph.way[arc]!]!]!);
  };
}

function slowed(speed: number, effect: TrafficEvent["effect"]): number {
  if (effect === "closed" || speed === 0) return 0;
  return bounded(speed * Math.max(0, effect.share));
}

function bounded(speed: number): number {
  return Math.min(FASTEST, Math.max(CRAWL, Math.round(speed)));
}

/** What was found of an event is kept as long as it: everybody who asks for a way wants it. */
const found = new WeakMap<RoadGraph, WeakMap<TrafficEvent, ReadonlySet<number>>>();

/** Each arc once: an event that names an arc twice slows it once. */
function arcsOf(ground: Ground, event: TrafficEvent): ReadonlySet<number> {
  const onMap = found.get(ground.graph) ?? new WeakMap<TrafficEvent, ReadonlySet<number>>();
  found.set(ground.graph, onMap);
  const arcs = onMap.get(event) ?? lookUp(ground, event);
  onMap.set(event, arcs);
  return arcs;
}

function lookUp(ground: Ground, { on }: TrafficEvent): ReadonlySet<number> {
  if ("area" in on) return arcsInside(ground, [on.area]);
  return new Set(on.arcs.filter((arc) => arc >= 0 && arc < ground.graph.arcCount));
}
