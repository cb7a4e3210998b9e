import type { TurnRule } from "../../graph/road-graph.ts";
import type { OsmMember, OsmRelation } from "../osm/element.ts";
import { type Restriction, restrictionsOf } from "../tags/restrictions-of.ts";
import type { LaidArcs } from "./lay-arcs.ts";
import { placeIn } from "../../graph/place-in.ts";
import type { Stretches } from "./stretch.ts";

/** Why a relation became no rule. */
export type Unused =
  | "about-others"
  | "incomplete"
  | "not-on-roads"
  | "already-impossible"
  | "ambiguous";

/** The rules of turning, and of each relation that became none the reason. */
export interface ReadTurnRules {
  readonly turnRules: readonly TurnRule[];
  readonly unused: readonly { readonly osmId: number; readonly why: Unused }[];
}

export interface TurnWorld {
  readonly nodeIds: Float64Array;
  readonly stretches: Stretches;
  readonly laid: LaidArcs;
}

/** Finds the arcs that relations speak about. A rule names arcs by their place in the list of arcs. */
export function readTurnRules(relations: readonly OsmRelation[], world: TurnWorld): ReadTurnRules {
  const arcs = arcsByWay(relations, world);
  const turnRules: TurnRule[] = [];
  const unused: { osmId: number; why: Unused }[] = [];
  for (const relation of relations) {
    const restrictions = restrictionsOf(relation.tags);
    const found = restrictions.length === 0 ? "about-others" : turnsOf(relation, { world, arcs });
    if (typeof found === "string") unused.push({ osmId: relation.id, why: found });
    else turnRules.push(...restrictions.flatMap((one) => rulesOf(relation.id, { one, found })));
  }
  return { turnRules, unused };
}

type ArcsByWay = ReadonlyMap<number, readonly number[]>;

/** The arcs of the ways that are spoken of: those are few. */
function arcsByWay(relations: readonly OsmRelation[], { stretches, laid }: TurnWorld): ArcsByWay {
  const named = new Set(relations.flatMap(({ members }) => members.map(({ ref }) => ref)));
  const byWay = new Map<number, number[]>();
  for (let i = 0; i < stretches.count; i++) {
    const osmId = stretches.osmId[i]!;
    if (!named.has(osmId)) continue;
    const known = byWay.get(osmId) ?? [];
    if (known.length === 0) byWay.set(osmId, known);
    known.push(...laid.arcsOf(i).filter((arc) => arc !== undefined));
  }
  return byWay;
}

/** One way through: the arc before, those between, the arc after. */
interface Turn {
  readonly fromArc: number;
  readonly viaArcs: readonly number[];
  readonly toArc: number;
}

interface Finding {
  readonly world: TurnWorld;
  readonly arcs: ArcsByWay;
}

function turnsOf({ members }: OsmRelation, { world, arcs }: Finding): readonly Turn[] | Unused {
  const refs = (role: string, type: OsmMember["type"]) =>
    members.filter((member) => member.role === role && member.type === type).map(({ ref }) => ref);
  const [froms, tos] = [refs("from", "way"), refs("to", "way")];
  const [nodes, ways] = [refs("via", "node"), refs("via", "way")];
  if (froms.length === 0 || tos.length === 0 || nodes.length + ways.length === 0) {
    return "incomplete";
  }
  if ([...froms, ...tos, ...ways].some((way) => !arcs.has(way))) return "not-on-roads";
  const from = froms.flatMap((way) => arcs.get(way)!);
  const to = tos.flatMap((way) => arcs.get(way)!);
  const via = ways.map((way) => arcs.get(way)!);
  if (ways.length > 0) return throughWays(world, { from, via, to });
  const index = placeIn(world.nodeIds, nodes[0]!);
  if (index < 0) return "not-on-roads";
  const node = world.laid.nodeOf[index]!;
  return throughNode(world, { from, to, node, single: froms.length + tos.length === 2 });
}

function throughNode(
  { laid: { list } }: TurnWorld,
  {
    from,
    to,
    node,
    single,
  }: {
    readonly from: readonly number[];
    readonly to: readonly number[];
    readonly node: number;
    /** One way in and one way out: which arcs are meant must be plain. */
    readonly single: boolean;
  },
): readonly Turn[] | Unused {
  const before = from.filter((arc) => list.head[arc] === node);
  const after = to.filter((arc) => list.tail[arc] === node);
  if (before.length === 0 || after.length === 0) return "already-impossible";
  const turns = before.flatMap((fromArc) =>
    after.map((toArc): Turn => ({ fromArc, viaArcs: [], toArc })),
  );
  // From one way onto itself nothing but turning round can be meant.
  const round = turns.filter(({ fromArc, toArc }) => list.twin?.[fromArc] === toArc);
  if (from[0] === to[0]) return round.length > 0 ? round : "already-impossible";
  return single && turns.length > 1 ? "ambiguous" : turns;
}

interface Through {
  readonly from: readonly number[];
  readonly via: readonly (readonly number[])[];
  readonly to: readonly number[];
}

/** The shortest chain of arcs over the ways between, without turning round on the way. */
function throughWays({ laid: { list } }: TurnWorld, { from, via, to }: Through) {
  const between = new Set(via.flat());
  const ends = new Map(to.map((arc) => [list.tail[arc]!, arc]));
  const turns: Turn[] = [];
  for (const fromArc of from) {
    const seen = new Set<number>([list.tail[fromArc]!]);
    let paths: (readonly number[])[] = [[fromArc]];
    while (paths.length > 0) {
      const reached = paths.find((path) => path.length > 1 && ends.has(list.head[path.at(-1)!]!));
      if (reached !== undefined) {
        const toArc = ends.get(list.head[reached.at(-1)!]!)!;
        turns.push({ fromArc, viaArcs: reached.slice(1), toArc });
        break;
      }
      paths = paths.flatMap((path) => onwards(path, { list, between, seen }));
    }
  }
  return turns.length > 0 ? turns : ("already-impossible" as const);
}

interface Search {
  readonly list: LaidArcs["list"];
  readonly between: ReadonlySet<number>;
  readonly seen: Set<number>;
}

function onwards(path: readonly number[], { list, between, seen }: Search) {
  const node = list.head[path.at(-1)!]!;
  if (seen.has(node)) return [];
  seen.add(node);
  const next = [...between].filter((arc) => list.tail[arc] === node);
  return next
    .filter((arc) => list.twin?.[arc] !== path.at(-1) && !seen.has(list.head[arc]!))
    .map((arc) => [...path, arc]);
}

function rulesOf(
  osmId: number,
  { one, found }: { readonly one: Restriction; readonly found: readonly Turn[] },
): readonly TurnRule[] {
  const { kind, binds, when } = one;
  return found.map((turn) => ({
    osmId,
    kind,
    ...turn,
    binds,
    ...(when === undefined ? {} : { when }),
  }));
}
