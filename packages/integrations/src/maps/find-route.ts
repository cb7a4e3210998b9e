import type { FoundLeg, FoundRoute, RouteFound, RouteQuestion } from "@msafara/domain";
import { assert, type Instant, isRefusal } from "@msafara/kernel";
import { basisOf, type GoogleLine, refuseUnknown } from "./google-line.ts";
import { drivingOf, type GoogleQuestion, latLngOf, quarterOf } from "./google-question.ts";
import {
  type DirectionsRead,
  joinPolylines,
  type LegRead,
  type NoDirections,
  readDirections,
  type RouteRead,
} from "./read-directions.ts";

/** Origin, destination and 25 between them. */
const STOPS_MAX = 27;
/** So much more time is taken by the slowest of ten; our own guess, since he names one figure only. */
const LATE_SHARE = 0.25;

type Stops = RouteQuestion["stops"];

/** The way over all stops, in as many questions as it takes; each begins where and when the one before ends. */
export async function findRoute(
  line: GoogleLine,
  asked: RouteQuestion,
): Promise<RouteFound | NoDirections> {
  const { stops } = asked;
  assert(stops.length >= 2, "a way leads from somewhere to somewhere");
  refuseUnknown(asked);
  const parts = partsOf(stops);
  line.mayCost(parts.length);
  const now = line.world.now();
  const departAt = asked.departAt ?? now;
  const found: DirectionsRead[] = [];
  let partAt = departAt;
  for (const { from, stops: some } of parts) {
    const question = questionOf(line, { ...asked, stops: some, departAt: partAt });
    const read = await line.answers(question, (body) => readDirections(body, some.length));
    if (isRefusal(read)) return countedFrom(from, read);
    found.push(read);
    partAt = arrivalsOf(read.routes[0].legs, { stops: some, departAt: partAt }).at(-1) ?? partAt;
  }
  const [first, ...others] = waysOf(found);
  const shape = (way: RouteRead) => routeOf(way, { ...asked, departAt });
  const isTimely = first.legs.every(({ hasTraffic }) => hasTraffic);
  const notes = isTimely ? [] : (["eta-may-be-less-accurate"] as const);
  return { ...basisOf(notes), routes: [shape(first), ...others.map(shape)] };
}

interface Part {
  /** Which of all stops is its first. */
  readonly from: number;
  readonly stops: Stops;
}

/** Parts that share a stop where they meet. */
function partsOf(stops: Stops): readonly Part[] {
  const parts: Part[] = [];
  for (let from = 0; from < stops.length - 1; from += STOPS_MAX - 1) {
    parts.push({ from, stops: stops.slice(from, from + STOPS_MAX) });
  }
  return parts;
}

function questionOf({ world, region }: GoogleLine, asked: RouteQuestion): GoogleQuestion {
  const [origin = "", ...rest] = asked.stops.map(({ position }) => latLngOf(position));
  const destination = rest.pop() ?? origin;
  const via = rest.length === 0 ? {} : { waypoints: rest };
  const others = asked.alternatives && rest.length === 0 ? { alternatives: true } : {};
  const language = asked.steps ?? "en";
  return {
    service: "directions",
    params: { origin, destination, ...via, ...others, ...drivingOf(asked), region, language },
    quarter: quarterOf(asked.departAt, world.now()),
    units: 1,
  };
}

/** Other ways there are between two stops only, and then there is one part. */
function waysOf(found: readonly DirectionsRead[]): readonly [RouteRead, ...RouteRead[]] {
  const [only, ...others] = found;
  assert(only !== undefined, "a way has a part");
  if (others.length === 0) return only.routes;
  const best = found.map(({ routes }) => routes[0]);
  const polyline = joinPolylines(best.map((part) => part.polyline));
  return [{ polyline, legs: best.flatMap(({ legs }) => legs) }];
}

function routeOf(
  { polyline, legs }: RouteRead,
  asked: RouteQuestion & { readonly departAt: Instant },
): FoundRoute {
  const likely = arrivalsOf(legs, asked);
  const late = arrivalsOf(legs, asked, 1 + LATE_SHARE);
  const isTold = asked.steps !== undefined;
  const isTimely = legs.every(({ hasTraffic }) => hasTraffic);
  const shaped = legs.map(({ distanceM, durationS, steps }, i): FoundLeg => {
    const arriveAt = likely[i] ?? asked.departAt;
    const arriveBy = late[i] ?? arriveAt;
    return { distanceM, durationS, arriveAt, arriveBy, steps: isTold ? steps : [] };
  });
  return {
    distanceM: sumOf(legs.map(({ distanceM }) => distanceM)),
    durationS: sumOf(legs.map(({ durationS }) => durationS)),
    polyline,
    legs: shaped,
    confidence: isTimely && asked.vehicle.kind !== "truck" ? "some" : "little",
  };
}

/** When each part ends, where every one is preceded by the stay at its first stop. */
function arrivalsOf(
  legs: readonly LegRead[],
  { stops, departAt }: { readonly stops: Stops; readonly departAt: Instant },
  slowness = 1,
): readonly Instant[] {
  let at = departAt;
  return legs.map(({ durationS }, i) => {
    at += 1_000 * (stops[i]?.stayS ?? 0) + Math.round(1_000 * durationS * slowness);
    return at;
  });
}

function sumOf(figures: readonly number[]): number {
  return figures.reduce((sum, figure) => sum + figure, 0);
}

/** He counts the stops of the part that he was asked. */
function countedFrom(from: number, refusal: NoDirections): NoDirections {
  const { stop } = refusal.facts;
  if (typeof stop !== "number") return refusal;
  return { ...refusal, facts: { ...refusal.facts, stop: from + stop } };
}
