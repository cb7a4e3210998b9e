import type { Instant } from "@msafara/kernel";
import { type EtaLeg, etaLegOf, later } from "../eta/eta-leg.ts";
import { knowledgeOf, reckon } from "../eta/eta-model.ts";
import { type Eta, foretell } from "../eta/foretell.ts";
import { paceOn } from "../graph/pace-on.ts";
import type { Drive } from "../route/drive.ts";
import type { Way } from "../route/find-way.ts";
import { touches } from "../route/obstacle.ts";
import type { RouteLeg } from "../route/route.ts";
import type { PointE7 } from "../snap/arc-line.ts";
import { speedOn, type TrafficMoment } from "../traffic/speeds-now.ts";
import type { TrafficEvent } from "../traffic/traffic-feed.ts";
import type { AnswerRoom } from "./answer-room.ts";
import { borderGround } from "./border-ground.ts";
import { cutWay } from "./cut-way.ts";

const MS_PER_S = 1_000;

/** A trip whose arrivals are to be told, and how long it stays at each stop, the first too. */
export interface ArrivalsAsked {
  readonly drive: Drive;
  readonly departAt: Instant;
  readonly legs: readonly RouteLeg[];
  readonly staysS: readonly number[];
}

/** An arrival as instants, and how long its leg takes. */
export interface Arrival {
  /** In whole seconds: the departure, all stays before, and all that was driven up to here come to `arriveAt`. */
  readonly durationS: number;
  readonly arriveAt: Instant;
  readonly arriveBy: Instant;
  readonly knows: Eta["knows"];
}

/** Foretells each arrival. What a stop takes is what its asker said, and moves the hours of all that is driven later. */
export function tellArrivals(room: AnswerRoom, asked: ArrivalsAsked): readonly Arrival[] {
  const { drive, departAt, staysS } = asked;
  const staysMs = asked.legs.map((_, i) => (staysS[i] ?? 0) * MS_PER_S);
  const leavesAt = departAt + staysMs[0]!;
  const start = room.clock.weekOf(leavesAt);
  const parts = partsOf(room, asked, { now: leavesAt, week: start });
  const legs = parts.flat();
  const etas = foretell(room.model, { kind: drive.vehicle.kind, start, legs });
  let [behind, stayedMs, drivenS] = [0, 0, 0];
  return parts.map(({ length }, i) => {
    behind += length;
    stayedMs += i === 0 ? 0 : staysMs[i]!;
    const { medianMs, p90Ms, knows } = etas[behind - 1]!;
    const upToS = Math.max(drivenS, Math.round((medianMs - stayedMs) / MS_PER_S));
    const durationS = upToS - drivenS;
    drivenS = upToS;
    const arriveAt = leavesAt + stayedMs + drivenS * MS_PER_S;
    return { durationS, arriveAt, arriveBy: Math.max(arriveAt, leavesAt + p90Ms), knows };
  });
}

/**
 * Each leg in parts, each of which is driven in an hour of its own, in what happens on its roads then: an event that is
 * over by the time slows nobody. One stays at the end of the last.
 */
function partsOf(
  room: AnswerRoom,
  { drive, legs, staysS }: ArrivalsAsked,
  start: TrafficMoment,
): readonly (readonly EtaLeg[])[] {
  const known = knowledgeOf(room.model, drive.vehicle.kind);
  const slownessOf = openSlowness(room, { drive, legs });
  let clockMs = 0;
  return legs.map((leg, i) => {
    const ways = cutWay(room.roads, drive.vehicle, leg.way);
    const borders = bordersOn(room.borders, leg.line) / ways.length;
    const parts = ways.map((way): EtaLeg => {
      const at = { now: start.now + clockMs, week: later(start.week, clockMs) };
      const part = etaLegOf(room.roads, drive, { way, borders, liveRatio: 1, stop: "pause" });
      const slowness = slownessOf(way, at);
      const [main, town, small] = part.freeMs;
      const freeMs = [main * slowness, town * slowness, small * slowness] as const;
      const slow = { ...part, freeMs, stayMs: 0 };
      clockMs += reckon(known, at.week, [slow])[0]!.arriveMs;
      return slow;
    });
    const stayMs = (staysS[i + 1] ?? 0) * MS_PER_S;
    clockMs += stayMs;
    return [...parts.slice(0, -1), { ...parts.at(-1)!, stayMs }];
  });
}

/** How many times what is usual at its hour a part of a way takes, by what happens there at that hour. */
function openSlowness(
  { roads, feed, pattern }: AnswerRoom,
  { drive: { vehicle }, legs }: Pick<ArrivalsAsked, "drive" | "legs">,
) {
  if (feed.size() === 0) return () => 1;
  const isOnTheWay = openAlong(legs);
  const along = {
    speedsAt: feed.speedsAt,
    eventsAt: (now: Instant) => feed.eventsAt(now).filter(isOnTheWay),
  };
  const paceAt = paceOn(roads.graph, vehicle);
  return ({ pieces }: Way, at: TrafficMoment): number => {
    const speed = speedOn(roads, { feed: along, pattern }, at);
    let [usually, now] = [0, 0];
    for (const { arc, fromCm, toCm } of pieces) {
      const [usual, slow] = [paceAt(arc, speed.usual(arc)), paceAt(arc, speed.now(arc))];
      // What will be closed by then was open when the way was found, and somebody will be told of another.
      if (usual === 0 || slow === 0) continue;
      usually += (toCm - fromCm) / usual;
      now += (toCm - fromCm) / slow;
    }
    return usually === 0 ? 1 : now / usually;
  };
}

/** Whether an event slows whoever drives there: most lie elsewhere, which is told by a few numbers. */
function openAlong(legs: readonly RouteLeg[]) {
  const from = { lat: Infinity, lng: Infinity };
  const to = { lat: -Infinity, lng: -Infinity };
  for (const { lat, lng } of legs.flatMap(({ line }) => line)) {
    [from.lat, from.lng] = [Math.min(from.lat, lat), Math.min(from.lng, lng)];
    [to.lat, to.lng] = [Math.max(to.lat, lat), Math.max(to.lng, lng)];
  }
  return ({ on, effect }: TrafficEvent): boolean => {
    if (effect === "closed") return false;
    if ("arcs" in on) return true;
    const { southWest, northEast } = on.area;
    const isAbreast = southWest.lat <= to.lat && northEast.lat >= from.lat;
    return isAbreast && southWest.lng <= to.lng && northEast.lng >= from.lng;
  };
}

function bordersOn(posts: readonly PointE7[], line: readonly PointE7[]): number {
  return posts.filter((post) => touches(line, borderGround(post))).length;
}
