import { buildRoadGraph } from "../../graph/build-road-graph.ts";
import { type RoadGraph, type TurnRule, WAY_FLAGS, type WayTable } from "../../graph/road-graph.ts";
import { ROAD_USERS, type RoadUser } from "../../graph/road-users.ts";
import type { RoadMap, WayCondition } from "../../map/road-map.ts";
import { mapOfRoads } from "../map-of-roads.ts";
import { type Luck, luckOf } from "./luck.ts";
import { NASTY_HOURS } from "./nasty-hours.ts";

/** A small map on which everything meets that a large one keeps apart. */
export interface NastyWorld {
  readonly map: RoadMap;
  /** Whether every road is as long as it is drawn. */
  readonly isTrue: boolean;
}

/** What the judge can read of a way; whoever adds a flag teaches him, and adds it here. */
const JUDGED = [
  "toll",
  "hgvToll",
  "motorcycleToll",
  "ferry",
  "destination",
  "hgvDestination",
  "motorcycleDestination",
  "noCar",
  "noHgv",
  "noMotorcycle",
  "noHazard",
  "roundabout",
  "unpaved",
  "tunnel",
  "border",
] as const;
const LAT = -13_000_000;
const LNG = 368_000_000;
const CM_PER_E7 = 1.111_950_8;

interface Point {
  readonly lat: number;
  readonly lng: number;
}

/** One direction of a road, before arcs are sorted. */
interface Draft {
  readonly tail: number;
  readonly head: number;
  readonly points: readonly Point[];
  readonly lengthCm: number;
  readonly speed: number;
  readonly way: number;
  /** The place of the other direction among the drafts; its own, where there is none. */
  readonly twin: number;
}

/** Makes up a world from one number. */
export function nastyWorld(seed: number): NastyWorld {
  const luck = luckOf(seed);
  const isTrue = luck.odds(0.6);
  const nodes = placesOf(luck);
  const drafts = draftsOf(luck, { nodes, isTrue });
  const graph = graphOf(luck, { nodes, drafts });
  const turnRules = luck.odds(0.7) ? rulesOf(luck, graph) : [];
  const conditions = luck.odds(0.5) ? conditionsOf(luck, graph) : [];
  return { map: mapOfRoads({ ...graph, turnRules }, { conditions }), isTrue };
}

/** Towns of a few hundred metres or of many kilometres; now and then two junctions lie on one spot. */
function placesOf({ below, odds, pick }: Luck): readonly Point[] {
  const wide = pick([2_000, 20_000, 20_000, 100_000]);
  const nodes: Point[] = [];
  for (let left = pick([5, 8, 12, 20, 35, 60]); left > 0; left--) {
    const [lat, lng] = [LAT + below(wide), LNG + below(wide)];
    nodes.push(nodes.length > 0 && odds(0.03) ? pick(nodes) : { lat, lng });
  }
  return nodes;
}

interface Plan {
  readonly nodes: readonly Point[];
  readonly isTrue: boolean;
}

function draftsOf(luck: Luck, { nodes, isTrue }: Plan): readonly Draft[] {
  const { below, odds, pick } = luck;
  const drafts: Draft[] = [];
  let way = 0;
  const near = nodes.map((one) =>
    [...nodes.keys()].toSorted((a, b) => crowCm(one, nodes[a]!) - crowCm(one, nodes[b]!)),
  );
  for (let left = Math.ceil(nodes.length * pick([0.9, 1.3, 1.8])); left > 0; left--) {
    if (!odds(0.35)) way++;
    const tail = below(nodes.length);
    // The nearest to a junction is itself: now and then a road leads back to where it began.
    const head = odds(0.95)
      ? near[tail]![1 + below(Math.min(5, nodes.length - 1))]!
      : near[tail]![below(nodes.length)]!;
    const [from, to] = [nodes[tail]!, nodes[head]!];
    const points = Array.from({ length: pick([0, 0, 1, 3]) }, (_, i) => {
      const share = (i + 1) / 4;
      const jitter = () => below(2_000) - 1_000;
      return {
        lat: Math.round(from.lat + (to.lat - from.lat) * share) + jitter(),
        lng: Math.round(from.lng + (to.lng - from.lng) * share) + jitter(),
      };
    });
    const drawnCm = Math.max(1, Math.round(lineCm([from, ...points, to])));
    const lengthCm =
      isTrue || odds(0.6) ? drawnCm : pick([0, 1, 2, 1_000, 20_000_000, 400_000_000]);
    const speed = pick([500, 500, 300, 800, 1_300, 60, odds(0.2) ? 0 : 100]);
    const both = odds(0.65);
    const at = drafts.length;
    const draft = { points, lengthCm, speed, way };
    drafts.push({ ...draft, tail, head, twin: both ? at + 1 : at });
    const back = { ...draft, points: points.toReversed(), speed: odds(0.8) ? speed : 250 };
    if (both) drafts.push({ ...back, tail: head, head: tail, twin: at });
  }
  return drafts;
}

function crowCm(from: Point, to: Point): number {
  const narrow = Math.cos((((from.lat + to.lat) / 2e7) * Math.PI) / 180);
  return Math.hypot((to.lng - from.lng) * narrow, to.lat - from.lat) * CM_PER_E7;
}

function lineCm(line: readonly Point[]): number {
  return line.slice(1).reduce((sum, point, i) => sum + crowCm(line[i]!, point), 0);
}

interface Sketch {
  readonly nodes: readonly Point[];
  readonly drafts: readonly Draft[];
}

function graphOf(luck: Luck, { nodes, drafts }: Sketch): RoadGraph {
  const first = Uint32Array.from({ length: drafts.length + 1 }, () => 0);
  for (const [i, { points }] of drafts.entries()) first[i + 1] = first[i]! + points.length;
  const shape = drafts.flatMap(({ points }) => points);
  const wayCount = 1 + Math.max(0, ...drafts.map(({ way }) => way));
  const ways = waysOf(luck, wayCount);
  const isAtPost = (way: number) => (ways.flags[way]! & WAY_FLAGS.border) !== 0;
  return buildRoadGraph({
    version: "nasty",
    lat: Int32Array.from(nodes, ({ lat }) => lat),
    lng: Int32Array.from(nodes, ({ lng }) => lng),
    tail: Uint32Array.from(drafts, ({ tail }) => tail),
    head: Uint32Array.from(drafts, ({ head }) => head),
    // What costs something whatever its length must have one, or nobody could stand on half of it.
    lengthCm: Uint32Array.from(drafts, ({ lengthCm, way }) =>
      isAtPost(way) ? Math.max(1, lengthCm) : lengthCm,
    ),
    speed: Uint16Array.from(drafts, ({ speed }) => speed),
    twin: Uint32Array.from(drafts, ({ twin }) => twin),
    way: Uint32Array.from(drafts, ({ way }) => way),
    points: {
      first,
      lat: Int32Array.from(shape, ({ lat }) => lat),
      lng: Int32Array.from(shape, ({ lng }) => lng),
    },
    ways,
    names: ["", "One Street", "Another Street", "A 1"],
  });
}

/** Ways of which most say nothing, some one thing, and a few everything at once. */
function waysOf({ below, odds, pick }: Luck, count: number): WayTable {
  const signs = pick([0, 0.02, 0.1]);
  const rows = Array.from({ length: count }, (_, i) => i);
  const flags = JUDGED.map((name) => WAY_FLAGS[name]);
  const sized = (sizes: readonly number[]) =>
    Uint16Array.from(rows, () => (odds(signs) ? pick(sizes) : 0));
  return {
    osmId: Float64Array.from(rows, (row) => row + 1),
    roadClass: Uint8Array.from(rows, () => below(11)),
    flags: Uint16Array.from(rows, () =>
      flags.reduce((all, flag) => (odds(signs) ? all | flag : all), 0),
    ),
    heightCm: sized([150, 250, 400, 401]),
    widthCm: sized([80, 200, 255]),
    lengthCm: sized([300, 1_200]),
    weightTenKg: sized([30, 350, 750]),
    axleLoadTenKg: sized([20, 500]),
    lorrySpeed: sized([300, 500, 10]),
    name: Uint32Array.from(rows, () => below(3)),
    ref: Uint32Array.from(rows, () => (odds(0.2) ? 3 : 0)),
  };
}

/** Rules that overlap: most of them begin or go on where another one does. */
function rulesOf({ below, odds, pick }: Luck, graph: RoadGraph): readonly TurnRule[] {
  const { firstArc, head } = graph;
  const rules: TurnRule[] = [];
  const goOn = (arc: number): number | undefined => {
    const [from, until] = [firstArc[head[arc]!]!, firstArc[head[arc]! + 1]!];
    return from === until ? undefined : from + below(until - from);
  };
  const known: number[] = [];
  for (let left = 1 + below(14); left > 0; left--) {
    let arc: number | undefined =
      known.length > 0 && odds(0.6) ? pick(known) : below(graph.arcCount);
    const run: number[] = [];
    for (let size = pick([2, 2, 2, 3, 3, 4]); size > 0 && arc !== undefined; size--) {
      run.push(arc);
      arc = goOn(arc);
    }
    if (run.length < 2) continue;
    known.push(...run);
    rules.push({
      osmId: 1_000 + rules.length,
      kind: odds(0.4) ? "only" : "no",
      fromArc: run[0]!,
      viaArcs: run.slice(1, -1),
      toArc: run.at(-1)!,
      binds: pick<readonly RoadUser[]>([ROAD_USERS, ROAD_USERS, ["car"], ["hgv", "motorcycle"]]),
      ...(odds(0.25) ? { when: pick(NASTY_HOURS).when } : {}),
    });
  }
  return rules;
}

function conditionsOf({ below, pick }: Luck, { ways }: RoadGraph): readonly WayCondition[] {
  return Array.from({ length: 1 + below(5) }, () => {
    return {
      way: below(ways.osmId.length),
      binds: pick<readonly RoadUser[]>([ROAD_USERS, ["car"], ["hgv"], ["motorcycle"]]),
      access: pick(["yes", "destination", "no"] as const),
      when: pick(NASTY_HOURS).when,
    };
  });
}
