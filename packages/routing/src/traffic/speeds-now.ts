import type { Instant } from "@msafara/kernel";
import type { WeekMoment } from "../map/tags/week-hours.ts";
import { touches } from "../route/obstacle.ts";
import type { Area } from "../route/drive.ts";
import type { Roads } from "../route/roads.ts";
import type { RoadGraph } from "../graph/road-graph.ts";
import { arcLine } from "../snap/arc-line.ts";
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

/**
 * What is driven on each arc now, in tenths of a km/h, 0 where it is closed: what was seen, else what is usual
 * at this hour, both slowed by whatever happens there. Whoever costs arcs by it takes no account of the order of news.
 */
export function speedsNow(
  { graph, tail }: Pick<Roads, "graph" | "tail">,
  { feed, pattern }: { readonly feed: TrafficFeed; readonly pattern: WeekPattern },
  { now, week }: TrafficMoment,
): Uint16Array<SharedArrayBuffer> {
  const usual = usualOn(graph, pattern, week);
  const speed = new Uint16Array(new SharedArrayBuffer(graph.arcCount * 2));
  for (let arc = 0; arc < graph.arcCount; arc++) speed[arc] = usual(arc);
  for (const [arc, seen] of feed.speedsAt(now)) if (speed[arc]! > 0) speed[arc] = bounded(seen);
  for (const event of feed.eventsAt(now)) {
    for (const arc of arcsOf({ graph, tail }, event)) {
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
  { graph, tail }: Pick<Roads, "graph" | "tail">,
  { feed, pattern }: { readonly feed: TrafficFeed; readonly pattern: WeekPattern },
  { now, week }: TrafficMoment,
): SpeedOn {
  const usual = usualOn(graph, pattern, week);
  const seen = feed.speedsAt(now);
  const events = feed.eventsAt(now).map((event) => {
    return { effect: event.effect, isHit: isHitBy({ graph, tail }, event) };
  });
  return {
    usual,
    now: (arc) => {
      const free = usual(arc);
      const before = free > 0 && seen.has(arc) ? bounded(seen.get(arc)!) : free;
      return events
        .filter(({ isHit }) => isHit(arc))
        .reduce((speed, { effect }) => slowed(speed, effect), before);
    },
  };
}

/** The arcs that are closed by what happens now: to be avoided at once, before the next fitting. */
export function closedNow(
  roads: Pick<Roads, "graph" | "tail">,
  feed: TrafficFeed,
  now: Instant,
): ReadonlySet<number> {
  const closing = feed.eventsAt(now).filter(({ effect }) => effect === "closed");
  return new Set(closing.flatMap((event) => [...arcsOf(roads, event)]));
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

/** What was found of an event is kept as long as it: a whole map was looked through for it. */
const found = new WeakMap<RoadGraph, WeakMap<TrafficEvent, ReadonlySet<number>>>();

/** Each arc once: an event that names an arc twice slows it once. */
function arcsOf(roads: Pick<Roads, "graph" | "tail">, event: TrafficEvent): ReadonlySet<number> {
  const onMap = found.get(roads.graph) ?? new WeakMap<TrafficEvent, ReadonlySet<number>>();
  found.set(roads.graph, onMap);
  const arcs = onMap.get(event) ?? lookUp(roads, event);
  onMap.set(event, arcs);
  return arcs;
}

function lookUp(
  { graph, tail }: Pick<Roads, "graph" | "tail">,
  { on }: TrafficEvent,
): ReadonlySet<number> {
  if ("arcs" in on) return new Set(on.arcs.filter((arc) => arc >= 0 && arc < graph.arcCount));
  const isInside = comesInto({ graph, tail }, on.area);
  const inside = new Set<number>();
  for (let arc = 0; arc < graph.arcCount; arc++) if (isInside(arc)) inside.add(arc);
  return inside;
}

/** Whether an event is on an arc; no map is looked through for it. */
function isHitBy(roads: Pick<Roads, "graph" | "tail">, event: TrafficEvent) {
  if ("area" in event.on) return comesInto(roads, event.on.area);
  const arcs = arcsOf(roads, event);
  return (arc: number): boolean => arcs.has(arc);
}

function comesInto({ graph, tail }: Pick<Roads, "graph" | "tail">, area: Area) {
  return (arc: number): boolean => {
    const ends = [tail[arc]!, graph.head[arc]!] as const;
    if (liesBeyond(graph, ends, area) && isStraight(graph, arc)) return false;
    return touches(arcLine(graph, tail, arc), area);
  };
}

function isStraight({ firstPoint }: RoadGraph, arc: number): boolean {
  return firstPoint[arc] === firstPoint[arc + 1];
}

/** Both ends on the same side of an area: most roads of a map, at the price of a few numbers. */
function liesBeyond(
  { lat, lng }: RoadGraph,
  [from, to]: readonly [number, number],
  { southWest, northEast }: Area,
): boolean {
  return (
    Math.max(lat[from]!, lat[to]!) < southWest.lat ||
    Math.min(lat[from]!, lat[to]!) > northEast.lat ||
    Math.max(lng[from]!, lng[to]!) < southWest.lng ||
    Math.min(lng[from]!, lng[to]!) > northEast.lng
  );
}
