import type { Instant } from "@msafara/kernel";
import { type EtaLeg, etaLegOf } from "../eta/eta-leg.ts";
import { type Eta, foretell } from "../eta/foretell.ts";
import { paceOn } from "../graph/pace-on.ts";
import { clockOf } from "../route/clock-of.ts";
import { costUpTo } from "../route/cost-up-to.ts";
import type { Drive } from "../route/drive.ts";
import { touches } from "../route/obstacle.ts";
import type { RouteLeg } from "../route/route.ts";
import type { PointE7 } from "../snap/arc-line.ts";
import { sharesAt } from "../traffic/week-pattern.ts";
import type { AnswerRoom } from "./answer-room.ts";

/** A border post stands beside its road, and is drawn a little off it. */
const POST_E7 = 5_000;
const MS_PER_S = 1_000;
/** A leg is foretold in parts that are driven in so long on free roads: of a long one the rush hour is a part. */
const PART_MS = 1_800_000;

/** A trip whose arrivals are to be told, and how long it stays at each stop, the first too. */
export interface ArrivalsAsked {
  readonly drive: Drive;
  readonly departAt: Instant;
  readonly legs: readonly RouteLeg[];
  readonly staysS: readonly number[];
}

/** An arrival as instants. */
export interface Arrival {
  readonly arriveAt: Instant;
  readonly arriveBy: Instant;
  readonly knows: Eta["knows"];
}

/** Foretells each arrival. What a stop takes is what its asker said, and moves the hours of all that is driven later. */
export function tellArrivals(room: AnswerRoom, asked: ArrivalsAsked): readonly Arrival[] {
  const { drive, departAt, legs, staysS } = asked;
  const stayMs = (stop: number) => (staysS[stop] ?? 0) * MS_PER_S;
  const leavesAt = departAt + stayMs(0);
  const parts = legs.map((leg, i) => {
    return partsOf({ ...etaLegFor(room, drive, leg), stayMs: stayMs(i + 1) });
  });
  const etas = foretell(room.model, {
    kind: drive.vehicle.kind,
    start: room.clock.weekOf(leavesAt),
    legs: parts.flat(),
  });
  let behind = 0;
  return parts.map(({ length }) => {
    behind += length;
    const { medianMs, p90Ms, knows } = etas[behind - 1]!;
    return { arriveAt: leavesAt + medianMs, arriveBy: leavesAt + p90Ms, knows };
  });
}

/** A leg in parts that are alike, each of which is driven in an hour of its own; one stays at the end of the last. */
function partsOf(leg: EtaLeg): readonly EtaLeg[] {
  const [main, town, small] = leg.freeMs;
  const count = Math.max(1, Math.ceil((main + town + small) / PART_MS));
  const part: EtaLeg = {
    ...leg,
    freeMs: [main / count, town / count, small / count],
    junctions: leg.junctions / count,
    borders: leg.borders / count,
    stayMs: 0,
  };
  const last = leg.stayMs === undefined ? part : { ...part, stayMs: leg.stayMs };
  return [...Array.from({ length: count - 1 }, () => part), last];
}

function etaLegFor(room: AnswerRoom, drive: Drive, leg: RouteLeg): EtaLeg {
  return etaLegOf(room.roads, drive, {
    way: leg.way,
    borders: bordersOn(room.borders, leg.line),
    liveRatio: liveRatioOf(room, drive, leg),
    stop: "pause",
  });
}

function bordersOn(posts: readonly PointE7[], line: readonly PointE7[]): number {
  return posts.filter(({ lat, lng }) => {
    const southWest = { lat: lat - POST_E7, lng: lng - POST_E7 };
    return touches(line, { southWest, northEast: { lat: lat + POST_E7, lng: lng + POST_E7 } });
  }).length;
}

/** How many times what is usual at this hour the way takes in the traffic of now. */
function liveRatioOf({ roads, pattern }: AnswerRoom, drive: Drive, { way, durationDs }: RouteLeg) {
  const { moment, speedNow } = drive;
  if (moment === undefined || speedNow === undefined) return 1;
  const { graph } = roads;
  const share = sharesAt(pattern, moment);
  const paceAt = paceOn(graph, drive.vehicle);
  const free = clockOf(graph, { vehicle: drive.vehicle, unit: "time" });
  let usualDs = 0;
  for (const { arc, fromCm, toCm } of way.pieces) {
    const lengthCm = graph.lengthCm[arc]!;
    const upTo = (alongCm: number) => costUpTo(free(arc), { alongCm, lengthCm });
    const speed = graph.speed[arc]!;
    const usual = speed * share[graph.ways.roadClass[graph.way[arc]!]!]!;
    const freely = paceAt(arc, speed);
    const usually = paceAt(arc, usual);
    if (usually > 0) usualDs += ((upTo(toCm) - upTo(fromCm)) * freely) / usually;
  }
  return usualDs === 0 ? 1 : Math.max(1, durationDs / usualDs);
}
