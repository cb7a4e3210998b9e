import { WAY_FLAGS } from "../graph/road-graph.ts";
import { arcLine } from "../snap/arc-line.ts";
import { bearingOf, turnBetween } from "../snap/flat-earth.ts";
import type { Roads } from "./roads.ts";
import type { Maneuver } from "./step.ts";

/** Up to this many degrees one goes straight on. */
const STRAIGHT = 20;
const BEAR = 55;
const TURN = 130;
const ROUND = 172;
/** Another exit within this of the one that is taken makes it a fork, where one is told which to keep to. */
const FORK = 50;

/** Two arcs that are driven one after the other. */
export interface Passing {
  readonly from: number;
  readonly to: number;
}

/** What a driver must be told where he leaves one arc for another; nothing, where the road just goes on. */
export function maneuverAt(roads: Roads, passing: Passing): Maneuver | undefined {
  const { graph } = roads;
  const { from, to } = passing;
  if (graph.twin[from] === to && from !== to) return "u-turn";
  const isFerry = (arc: number) => (flagsOf(roads, arc) & WAY_FLAGS.ferry) !== 0;
  if (isFerry(to)) return isFerry(from) ? undefined : "ferry";
  const turn = turnOf(roads, passing);
  const others = otherExits(roads, passing);
  const goesOn = isSameRoad(roads, passing);
  if (Math.abs(turn) > STRAIGHT) return bendAt({ turn, others, goesOn });
  const rival = others.find((other) => {
    const isFork = Math.abs(other.turn) < FORK && Math.abs(other.turn - turn) < FORK;
    // Past a lane that leaves it, a road that keeps its name simply goes on.
    return isFork && !(goesOn && other.roadClass > roadClassOf(roads, to));
  });
  if (rival !== undefined) return turn < rival.turn ? "keep-left" : "keep-right";
  return goesOn ? undefined : "continue";
}

interface Bend {
  readonly turn: number;
  readonly others: readonly Exit[];
  /** Whether the road keeps its name. */
  readonly goesOn: boolean;
}

/** A bend needs no word where there is nowhere else to go, or where the road goes on and nothing goes straighter. */
function bendAt({ turn, others, goesOn }: Bend): Maneuver | undefined {
  if (others.length === 0) return goesOn ? undefined : turned(turn);
  const size = Math.abs(turn);
  const isMain = others.every((other) => Math.abs(other.turn) > size + STRAIGHT);
  return goesOn && isMain && size < BEAR ? undefined : turned(turn);
}

/** How far one turns from one arc to the next: left is negative. */
function turnOf(roads: Roads, { from, to }: Passing): number {
  return turnBetween(lastBearing(roads, from), firstBearing(roads, to));
}

/** Where an arc heads as it begins. */
export function firstBearing({ graph, tail }: Roads, arc: number): number {
  const line = arcLine(graph, tail, arc);
  return bearingOf(line[0]!, line[1]!);
}

function lastBearing({ graph, tail }: Roads, arc: number): number {
  const line = arcLine(graph, tail, arc);
  return bearingOf(line.at(-2)!, line.at(-1)!);
}

export function flagsOf({ graph }: Roads, arc: number): number {
  return graph.ways.flags[graph.way[arc]!]!;
}

interface Exit {
  readonly turn: number;
  readonly roadClass: number;
}

/** The other arcs that leave where one ends, but for the way back. */
function otherExits(roads: Roads, { from, to }: Passing): readonly Exit[] {
  const { firstArc, head, twin } = roads.graph;
  const junction = head[from]!;
  const exits: Exit[] = [];
  for (let arc = firstArc[junction]!; arc < firstArc[junction + 1]!; arc++) {
    if (arc === to || (arc === twin[from] && arc !== from)) continue;
    exits.push({ turn: turnOf(roads, { from, to: arc }), roadClass: roadClassOf(roads, arc) });
  }
  return exits;
}

function roadClassOf({ graph }: Roads, arc: number): number {
  return graph.ways.roadClass[graph.way[arc]!]!;
}

function isSameRoad({ graph: { way, ways } }: Roads, { from, to }: Passing): boolean {
  const [one, other] = [way[from]!, way[to]!];
  if (one === other) return true;
  const [name, ref] = [ways.name[one]!, ways.ref[one]!];
  if (name !== 0 && ways.name[other] !== 0) return name === ways.name[other];
  return ref === ways.ref[other] && name === ways.name[other];
}

function turned(turn: number): Maneuver {
  const size = Math.abs(turn);
  if (size > ROUND) return "u-turn";
  if (turn < 0) {
    if (size > TURN) return "sharp-left";
    return size > BEAR ? "turn-left" : "bear-left";
  }
  if (size > TURN) return "sharp-right";
  return size > BEAR ? "turn-right" : "bear-right";
}
