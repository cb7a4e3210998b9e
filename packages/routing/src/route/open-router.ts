import { assert, isRefusal, type Position } from "@msafara/kernel";
import { NEVER } from "../graph/never.ts";
import type { PointE7 } from "../snap/arc-line.ts";
import type { NoRoadNear, SnapWish } from "../snap/open-snap.ts";
import type { Phantom } from "../snap/phantom.ts";
import { alternativePaths } from "./alternatives.ts";
import { avoidedArcs } from "./avoided-arcs.ts";
import type { Avoid, Drive } from "./drive.ts";
import { explainNoWay, type NoWay } from "./explain-no-way.ts";
import { findWay, questionOf, type Way, type WayAsked, type WaySearch } from "./find-way.ts";
import { layRoute } from "./lay-route.ts";
import { mainlandCost } from "./mainland-cost.ts";
import type { Roads } from "./roads.ts";
import type { Route } from "./route.ts";
import { searchBeyond } from "./search-beyond.ts";
import { fitTariff, openTariff, type Tariff } from "./tariff.ts";
import { waysOver } from "./ways-over.ts";

/** A stop of a route; whoever drives already says where he heads. */
export interface RouteStop extends Pick<SnapWish, "headingDegrees" | "kerb" | "withinM"> {
  readonly position: Position;
}

/** From stop to stop, two at least. */
export interface RouteAsked {
  readonly stops: readonly RouteStop[];
  /** What to avoid besides what the drive avoids already; it is heeded at once, and costs a slower search. */
  readonly avoid?: Avoid;
  /**
   * Whether one may turn round at a stop on the way. Left out, one drives on past it in the direction in which one
   * came, unless nothing but the way back lies ahead, or there is no other way at all.
   */
  readonly mayTurnRound?: boolean;
  /** Other ways worth a thought, where there are two stops. */
  readonly alternatives?: boolean;
  /** Left out, what to do at each turn is told; whoever only draws the line spares himself half the work. */
  readonly withSteps?: boolean;
}

/** The routes that were found, the best first; or why there is none, and for which stop. */
export type RouteAnswer =
  | { readonly routes: readonly [Route, ...Route[]] }
  | ((NoWay | NoRoadNear) & { readonly stop: number });

/** Answers for one drive: a vehicle, what counts, an hour. */
export interface Router {
  readonly tariff: Tariff;
  readonly route: (asked: RouteAsked) => RouteAnswer;
}

const E7 = 10_000_000;
const FITTED_FROM_STOPS = 20;
/** Who stands on an island is sent to a road of the mainland that is at most this much farther. */
const FARTHER_M = 300;

/** Opens a router; the hierarchy is fitted to the drive first. */
export function openRouter(roads: Roads, drive: Drive): Router {
  const tariff = openTariff(roads, drive);
  return { tariff, route: (asked) => routeOn(roads, tariff, asked) };
}

/** Finds routes on a tariff, be it one's own or the one in force for everybody. */
export function routeOn(roads: Roads, tariff: Tariff, asked: RouteAsked): RouteAnswer {
  assert(asked.stops.length > 1, "a route leads from one stop to another");
  const desk = deskFor(roads, tariff, asked);
  const places: Phantom[] = [];
  for (const [stop, wish] of asked.stops.entries()) {
    const place = placeOf(roads, desk, wish);
    if (isRefusal(place)) return { ...place, stop };
    places.push(place);
  }
  const found = routeOver(roads, desk, { asked, places });
  if ("routes" in found || found.why === "obstacles") return found;
  const moved = onMainland(roads, desk, { asked, places });
  if (moved === undefined) return found;
  const other = routeOver(roads, desk, { asked, places: moved });
  return "routes" in other ? other : found;
}

/** What one question is answered by. */
interface Desk {
  readonly drive: Drive;
  readonly tariff: Tariff;
  readonly search: WaySearch;
}

/** Whatever is to be avoided besides is closed for this question alone. */
function deskFor(roads: Roads, tariff: Tariff, { avoid, alternatives, stops }: RouteAsked): Desk {
  if (avoid === undefined) return { drive: tariff.drive, tariff, search: tariff };
  const drive = { ...tariff.drive, avoid: bothAvoided(tariff.drive.avoid ?? {}, avoid) };
  const cost = shutOff(roads, tariff.cost, { vehicle: drive.vehicle, avoid });
  // So many searches beyond the hierarchy would take longer than to fit it.
  if (alternatives !== true && stops.length < FITTED_FROM_STOPS) {
    return { drive, tariff, search: searchBeyond(roads, tariff, cost) };
  }
  const fitted = fitTariff(roads, drive, cost);
  return { drive, tariff: fitted, search: fitted };
}

/** Costs on which what is to be avoided is closed, also to those who came by a turn that has rules. */
function shutOff(
  { graph, expanded, ...roads }: Roads,
  open: Int32Array,
  { vehicle, avoid }: Required<Pick<Drive, "vehicle" | "avoid">>,
): Int32Array {
  const cost = open.slice();
  const shut = avoidedArcs({ graph, ...roads }, { vehicle, avoid });
  for (let arc = 0; arc < cost.length; arc++) {
    if (shut[expanded.road[arc]!] === 1) cost[arc] = NEVER;
  }
  return cost;
}

function bothAvoided(one: Avoid, other: Avoid): Avoid {
  return {
    tolls: one.tolls === true || other.tolls === true,
    ferries: one.ferries === true || other.ferries === true,
    areas: [...(one.areas ?? []), ...(other.areas ?? [])],
    closed: new Set([...(one.closed ?? []), ...(other.closed ?? [])]),
  };
}

function placeOf(
  roads: Roads,
  { search, drive }: Desk,
  { position, ...wish }: RouteStop,
): Phantom | NoRoadNear | NoWay {
  const point = pointOf(position);
  const place = roads.snap(point, { ...wish, cost: search.cost });
  if (!isRefusal(place) || place.facts["why"] !== "closed") return place;
  // All that is near is closed to this drive: what closes it says more than that it is.
  const closed = roads.snap(point, wish);
  return isRefusal(closed)
    ? place
    : explainNoWay(roads, { drive, asked: { from: closed, to: closed } });
}

function pointOf({ lat, lng }: Position): PointE7 {
  return { lat: Math.round(lat * E7), lng: Math.round(lng * E7) };
}

interface Trip {
  readonly asked: RouteAsked;
  readonly places: readonly Phantom[];
}

/**
 * Puts stops that lie on an island, if they do, on the next road of the mainland; nothing, where one of them lies too
 * far from it or none is on an island. Whom a limit keeps on his island is told of it instead.
 */
function onMainland(
  roads: Roads,
  desk: Desk,
  { asked, places }: Trip,
): readonly Phantom[] | undefined {
  const toMainland = openMainland(roads, desk.search.cost);
  const moved = places.flatMap((place, i) => toMainland(place, asked.stops[i]!) ?? []);
  const isWhole = moved.length === places.length;
  return isWhole && moved.some((place, i) => place !== places[i]) ? moved : undefined;
}

/**
 * Puts a place that lies on an island on the next road of the mainland; nothing, where that is too far. One that is on
 * the mainland stays where it is.
 */
export function openMainland(
  roads: Roads,
  open: Int32Array,
): (place: Phantom, stop: RouteStop) => Phantom | undefined {
  const cost = mainlandCost(roads, open);
  return (place, { position, ...wish }) => {
    if (place.spots.some(({ arc }) => cost[arc]! < NEVER)) return place;
    const next = roads.snap(pointOf(position), { ...wish, cost });
    return isRefusal(next) || next.offM > place.offM + FARTHER_M ? undefined : next;
  };
}

type Found =
  | { readonly routes: readonly [Route, ...Route[]] }
  | (NoWay & { readonly stop: number });

function routeOver(roads: Roads, { drive, tariff, search }: Desk, { asked, places }: Trip): Found {
  const { alternatives = false, withSteps = true, mayTurnRound = false } = asked;
  const ways = waysOver(roads, search, { places, mayTurnRound });
  if ("unreached" in ways) {
    const stop = ways.unreached;
    const leg = { from: places[stop - 1]!, to: places[stop]! };
    return { ...explainNoWay(roads, { drive, asked: leg }), stop };
  }
  const best = layRoute(roads, { drive, ways, withSteps });
  const [from, to] = places;
  if (!alternatives || places.length !== 2) return { routes: [best] };
  const others = otherWays(roads, tariff, { from: from!, to: to! });
  return {
    routes: [best, ...others.map((way) => layRoute(roads, { drive, ways: [way], withSteps }))],
  };
}

function otherWays(roads: Roads, tariff: Tariff, asked: WayAsked): readonly Way[] {
  const question = questionOf(roads, tariff, asked);
  const best = tariff.pathOf(question);
  if (best === undefined) return [];
  return alternativePaths(roads, tariff, { asked, question, best }).flatMap((path) => {
    const way = findWay(roads, { cost: tariff.cost, pathOf: () => path }, asked);
    // Two places on one arc: going on along it is the best way, which is told already.
    return way === undefined || way.cost < path.cost ? [] : [way];
  });
}
