import { forUsers } from "../../graph/road-users.ts";
import type { Tags } from "../osm/element.ts";
import { type Barrier, bothBarriers } from "../tags/barrier-of.ts";
import { type Road, type RoadAsked, readRoad } from "../tags/read-road.ts";
import type { Country } from "../tags/speed-of.ts";
import type { RoadLines } from "./collect-lines.ts";
import { collectStretches } from "./collect-stretches.ts";
import { type Growing, growing } from "../../graph/growing.ts";
import { lineCm } from "./line-cm.ts";
import { isPlaced, type PlacedNodes } from "./place-nodes.ts";
import type { Points, Stretches } from "./stretch.ts";

export interface SplitWays {
  readonly points: Points;
  readonly stretches: Stretches;
  /** Nodes that roads name and the file does not hold. */
  readonly nodesMissing: number;
}

/** Roads cut wherever two of them meet, and wherever something stands in the way. */
export function splitWays(
  lines: RoadLines,
  { nodes, country }: { readonly nodes: PlacedNodes; readonly country: Country },
): SplitWays {
  const junctions = junctionsOf(lines, nodes);
  const copies = growing(Uint32Array);
  const stretches = collectStretches();
  for (let i = 0; i < lines.count; i++) {
    const whole = lines.node.subarray(lines.first[i], lines.first[i + 1]);
    const roads = roadsOf(lines.tagsOf(i), { country, lengthCm: wholeCm(whole, nodes) });
    for (const line of piecesOf(whole, { nodes, junctions })) {
      const barrier = bothBarriers(
        passable(nodes.barriers.get(line[0]!)),
        passable(nodes.barriers.get(line.at(-1)!)),
      );
      const [forward, backward] = roads(barrier);
      if (forward === undefined && backward === undefined) continue;
      for (const part of unlooped(line)) {
        const apart = setApart(part, { nodes, copies });
        stretches.add({ osmId: lines.id[i]!, line: apart, forward, backward });
      }
    }
  }
  return {
    points: withCopies(nodes, copies.whole()),
    stretches: stretches.finish(),
    nodesMissing: lines.node.reduce((sum, node) => sum + (isPlaced(nodes, node) ? 0 : 1), 0),
  };
}

/** Nodes that two roads share, or one road twice, or that bear a barrier. */
function junctionsOf({ node }: RoadLines, nodes: PlacedNodes): Uint8Array {
  const uses = new Uint8Array(nodes.nodeIds.length);
  for (const index of node) if (uses[index]! < 2) uses[index]!++;
  for (const index of nodes.barriers.keys()) uses[index] = 2;
  return uses;
}

interface Cuts {
  readonly nodes: PlacedNodes;
  readonly junctions: Uint8Array;
}

function piecesOf(line: Uint32Array, { nodes, junctions }: Cuts): readonly number[][] {
  const pieces: number[][] = [];
  let piece: number[] = [];
  const finish = () => {
    if (piece.length > 1) pieces.push(piece);
    piece = [];
  };
  for (const index of line) {
    if (!isPlaced(nodes, index)) {
      finish();
      continue;
    }
    if (piece.at(-1) === index) continue;
    piece.push(index);
    if (junctions[index]! > 1 && piece.length > 1) {
      finish();
      piece = [index];
    }
  }
  finish();
  return pieces;
}

/** A loop back to its own junction is cut in two, so that no arc ends where it began. */
function unlooped(line: readonly number[]): readonly (readonly number[])[] {
  if (line[0] !== line.at(-1)) return [line];
  const middle = line.length >> 1;
  return [line.slice(0, middle + 1), line.slice(middle)];
}

/** How long a way is, where every node of it is in the file. */
function wholeCm(line: Uint32Array, nodes: PlacedNodes): number | undefined {
  return line.every((index) => isPlaced(nodes, index)) ? lineCm(line, nodes) : undefined;
}

/** The road of each direction, read once for each barrier that it meets. */
function roadsOf(tags: Tags, own: Pick<RoadAsked, "country" | "lengthCm">) {
  const read = (barrier: Barrier | undefined): readonly [Road | undefined, Road | undefined] => [
    readRoad(tags, { direction: "forward", ...own, barrier }),
    readRoad(tags, { direction: "backward", ...own, barrier }),
  ];
  const free = read(undefined);
  return (barrier: Barrier | undefined) => (barrier === undefined ? free : read(barrier));
}

/** A wall does not close the road that leads up to it; the road merely ends there. */
function passable(barrier: Barrier | undefined): Barrier | undefined {
  if (barrier === undefined || !isWall(barrier)) return barrier;
  return { ...barrier, passes: forUsers(() => "yes") };
}

/** What a motorcycle slips past is one, too: cars drive up to it from both sides. */
function isWall({ passes }: Barrier): boolean {
  return passes.car === "no" && passes.hgv === "no";
}

/** At a wall every road gets an end of its own, so that nobody drives on. */
function setApart(
  line: readonly number[],
  { nodes, copies }: { readonly nodes: PlacedNodes; readonly copies: Growing<Uint32Array> },
): readonly number[] {
  const end = (index: number) => {
    const barrier = nodes.barriers.get(index);
    if (barrier === undefined || !isWall(barrier)) return index;
    copies.push(index);
    return nodes.nodeIds.length + copies.length() - 1;
  };
  return [end(line[0]!), ...line.slice(1, -1), end(line.at(-1)!)];
}

function withCopies({ lat, lng }: PlacedNodes, copies: Uint32Array): Points {
  const grow = (column: Int32Array) => {
    const grown = new Int32Array(column.length + copies.length);
    grown.set(column);
    for (const [i, original] of copies.entries()) grown[column.length + i] = column[original]!;
    return grown;
  };
  return { lat: grow(lat), lng: grow(lng) };
}
