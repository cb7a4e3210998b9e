import { limitsOn, type RoadLimit } from "../graph/limit-on.ts";
import { WAY_FLAGS } from "../graph/road-graph.ts";
import { SIGNS_FOR } from "../graph/road-users.ts";
import { boundAs } from "../graph/vehicle.ts";
import { accessNow } from "../graph/access-now.ts";
import { arcLine, type PointE7 } from "../snap/arc-line.ts";
import { eachInBox } from "../snap/road-squares.ts";
import type { Area, Drive } from "./drive.ts";
import type { Roads } from "./roads.ts";

/** What a drive avoids, and what cannot be driven now. */
const WISHES = ["toll", "ferry", "closed", "area"] as const;

/** What keeps somebody off a road: a limit, an hour, a wish of his own, or a closure. */
export type Hindrance =
  | RoadLimit
  | { readonly limit: "hours"; readonly when: string }
  | { readonly limit: (typeof WISHES)[number] };

/** A hindrance, and the road on which it is. */
export type Obstacle = Hindrance & {
  readonly osmId: number;
  readonly name: string;
  readonly ref: string;
};

/** Says of an arc what hinders this drive on it first; nothing, if it may be driven. */
export type Hinder = (arc: number) => Hindrance | undefined;

/** What of a map is looked at where somebody avoids something. */
export type Ground = Pick<Roads, "graph" | "tail" | "map">;

const NOTHING: readonly Hindrance[] = [];

/** The one judge of who may drive where: costs close what it names, and refusals tell it. */
export function hinderOf(ground: Ground, drive: Drive): Hinder {
  const all = hindrancesOf(ground, drive);
  return (arc) => all(arc)[0];
}

/** All that hinders a drive on an arc: whoever gets rid of one of them alone still may not pass. */
export function hindrancesOf(
  { graph, tail, map }: Ground,
  drive: Drive,
): (arc: number) => readonly Hindrance[] {
  const { vehicle, moment, speedNow = graph.speed } = drive;
  const { toll } = SIGNS_FOR[boundAs(vehicle)];
  const now = moment === undefined ? undefined : accessNow(map.conditions, { vehicle, moment });
  const byWay = Array.from(graph.ways.flags.keys(), onWay);
  const avoid = drive.avoid ?? {};
  const inside = avoid.areas && arcsInside({ graph, tail, map }, avoid.areas);

  function onWay(way: number): readonly Hindrance[] {
    const { access, when = "", lifts: isLifted = false } = now?.get(way) ?? {};
    const limits = limitsOn(graph.ways, { way, vehicle, isLifted });
    if (access === "no") return [{ limit: "hours", when }, ...limits];
    return limits.length === 0 ? NOTHING : limits;
  }

  function avoided(arc: number): readonly Hindrance[] {
    const flags = graph.ways.flags[graph.way[arc]!]!;
    const isToll = avoid.tolls === true && (flags & toll) !== 0;
    const isFerry = avoid.ferries === true && (flags & WAY_FLAGS.ferry) !== 0;
    const isClosed = avoid.closed?.has(arc) === true || speedNow[arc] === 0;
    const isInside = inside?.has(arc) === true;
    if (!isToll && !isFerry && !isClosed && !isInside) return NOTHING;
    const met = { toll: isToll, ferry: isFerry, closed: isClosed, area: isInside };
    return WISHES.filter((limit) => met[limit]).map((limit) => ({ limit }));
  }

  return (arc) => {
    const [own, other] = [byWay[graph.way[arc]!]!, avoided(arc)];
    if (other.length === 0) return own;
    return own.length === 0 ? other : [...own, ...other];
  };
}

/** Names the road of an arc. */
export function roadNamed({ graph }: Roads, arc: number) {
  const { ways, names } = graph;
  const way = graph.way[arc]!;
  return {
    osmId: ways.osmId[way]!,
    name: names[ways.name[way]!] ?? "",
    ref: names[ways.ref[way]!] ?? "",
  };
}

/** The arcs that come into one of these areas; only those in the squares around them are looked at. */
export function arcsInside(
  { graph, tail, map }: Ground,
  areas: readonly Area[],
): ReadonlySet<number> {
  const inside = new Set<number>();
  for (const area of areas) {
    const seen = new Set<number>();
    eachInBox(map.squares, area, (arc) => {
      if (seen.has(arc) || inside.has(arc)) return;
      seen.add(arc);
      if (touches(arcLine(graph, tail, arc), area)) inside.add(arc).add(graph.twin[arc]!);
    });
  }
  return inside;
}

/** Whether a line comes into an area: one of its points lies in it, or one of its pieces passes through. */
export function touches(line: readonly PointE7[], { southWest, northEast }: Area): boolean {
  return line.some((point, i) => {
    const before = line[i - 1] ?? point;
    let [enter, leave] = [0, 1];
    for (const axis of ["lat", "lng"] as const) {
      const step = point[axis] - before[axis];
      const low = southWest[axis] - before[axis];
      const high = northEast[axis] - before[axis];
      if (step === 0 && (low > 0 || high < 0)) return false;
      if (step === 0) continue;
      enter = Math.max(enter, Math.min(low / step, high / step));
      leave = Math.min(leave, Math.max(low / step, high / step));
    }
    return enter <= leave;
  });
}
