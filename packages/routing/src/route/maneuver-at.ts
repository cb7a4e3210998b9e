import { WAY_FLAGS } from "../graph/road-graph.ts";
import { arcLine, type PointE7 } from "../snap/arc-line.ts";
import { bearingOf, turnBetween } from "../snap/flat-earth.ts";
import type { Roads } from "./roads.ts";
import type { Maneuver } from "./step.ts";

/** Up to this many degrees one goes straight on. */
const STRAIGHT = 20;
const BEAR = 55;
const TURN = 130;
const ROUND = 172;
/** Two exits that are no farther apart than this may be a fork, where one is told which to keep to. */
const FORK = 50;
/** Of two branches of one road, one that bends this much more is a lane that leaves it. */
const AS_STRAIGHT = 5;

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
  const rival = others.find((other) => isRival(other, { turn, others, goesOn }));
  if (rival !== undefined) return turn < rival.turn ? "keep-left" : "keep-right";
  return goesOn ? undefined : "continue";
}

/**
 * Whether whoever goes straight on might take another exit by mistake: it must be about as straight, or be the road
 * he has been on. A lane that merely leaves a road that goes on is none.
 */
function isRival(other: Exit, { turn, goesOn }: Bend): boolean {
  if (Math.abs(other.turn - turn) > FORK) return false;
  if (goesOn) return other.goesOn && Math.abs(other.turn) < Math.abs(turn) + AS_STRAIGHT;
  return other.goesOn || Math.abs(other.turn) < Math.max(STRAIGHT, Math.abs(turn));
}

/** Whether the road one was on leaves here, while one goes on by another. */
export function leavesRoad(roads: Roads, passing: Passing): boolean {
  return !isSameRoad(roads, passing) && otherExits(roads, passing).some(({ goesOn }) => goesOn);
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
function turnOf({ graph, tail }: Roads, { from, to }: Passing): number {
  const lineOf = (arc: number) => arcLine(graph, tail, arc);
  return turnBetween(lastBearing(lineOf(from)), firstBearing(lineOf(to)));
}

/** Where a line heads as it begins; some lines stand still for a point or two. */
export function firstBearing(line: readonly PointE7[]): number {
  const first = line[0]!;
  const next = line.find(({ lat, lng }) => lat !== first.lat || lng !== first.lng);
  return bearingOf(first, next ?? first);
}

function lastBearing(line: readonly PointE7[]): number {
  const last = line.at(-1)!;
  const before = line.findLast(({ lat, lng }) => lat !== last.lat || lng !== last.lng);
  return bearingOf(before ?? last, last);
}

export function flagsOf({ graph }: Roads, arc: number): number {
  return graph.ways.flags[graph.way[arc]!]!;
}

interface Exit {
  readonly turn: number;
  /** Whether it is the road that one has been on. */
  readonly goesOn: boolean;
}

/** The other arcs that leave where one ends, but for the way back. */
function otherExits(roads: Roads, { from, to }: Passing): readonly Exit[] {
  const { firstArc, head, twin } = roads.graph;
  const junction = head[from]!;
  const exits: Exit[] = [];
  for (let arc = firstArc[junction]!; arc < firstArc[junction + 1]!; arc++) {
    if (arc === to || (arc === twin[from] && arc !== from)) continue;
    const exit = { from, to: arc };
    exits.push({ turn: turnOf(roads, exit), goesOn: isSameRoad(roads, exit) });
  }
  return exits;
}

/** Whether two arcs are one road: of one way, of one name, or of one number where a name comes or goes. */
function isSameRoad({ graph: { way, ways } }: Roads, { from, to }: Passing): boolean {
  const [one, other] = [way[from]!, way[to]!];
  if (one === other) return true;
  if (ways.ref[one]! !== 0 && ways.ref[one] === ways.ref[other]) return true;
  return ways.name[one] === ways.name[other] && (ways.name[one]! !== 0 || ways.ref[other] === 0);
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
