import { nthSmallest } from "./nth-smallest.ts";
import type { Region } from "./region.ts";

const SOURCE = 1;
const SINK = 2;
/** So much of a region is fixed to each side: more makes cuts quicker to find and wider. */
const FIXED_SHARE = 0.3;
/** West to east, south to north, and the two diagonals. */
const DIRECTIONS: readonly (readonly [x: number, y: number])[] = [
  [1, 0],
  [0, 1],
  [1, 1],
  [1, -1],
];

/** A region in two: who is on the near side, and how many edges join the sides. */
interface Cut {
  readonly near: Uint8Array;
  readonly width: number;
  readonly balance: number;
}

interface Flow {
  readonly region: Region;
  readonly mark: Uint8Array;
  /** What flows over an edge, and its opposite on the way back: -1, 0 or 1. */
  readonly load: Int8Array;
  readonly level: Int32Array;
  readonly next: Int32Array;
  readonly queue: Int32Array;
  /** The fixed nodes of either end from which anything can flow at all. */
  readonly sources: readonly number[];
  readonly sinks: readonly number[];
}

/**
 * Cuts a region where few roads join its two sides: its nodes at either end of a line are fixed, the most
 * that can flow from one to the other tells the narrowest place between, and the best of four lines counts.
 */
export function findCut(region: Region): Uint8Array {
  let best: Cut | undefined;
  for (const [dx, dy] of DIRECTIONS) {
    const along = region.x.map((x, v) => x * dx + region.y[v]! * dy);
    const cut = cutAlong(region, along, best?.width ?? region.head.length + 1);
    if (cut !== undefined && isBetter(cut, best)) best = cut;
  }
  return best?.near ?? new Uint8Array(region.size);
}

function isBetter(cut: Cut, best: Cut | undefined): boolean {
  if (best === undefined) return true;
  return cut.width < best.width || (cut.width === best.width && cut.balance > best.balance);
}

/** The narrowest cut between the two ends of a line, or nothing once it is wider than the best so far. */
function cutAlong(region: Region, along: Float64Array, widthMax: number): Cut | undefined {
  const mark = markEnds(along, Math.max(1, Math.floor(region.size * FIXED_SHARE)));
  const flow: Flow = {
    region,
    mark,
    load: new Int8Array(region.head.length),
    level: new Int32Array(region.size),
    next: new Int32Array(region.size),
    queue: new Int32Array(region.size),
    sources: shoreOf(region, mark, SOURCE),
    sinks: shoreOf(region, mark, SINK),
  };
  let width = 0;
  while (spread(flow)) {
    flow.next.set(region.first.subarray(0, region.size));
    for (const source of flow.sources) {
      while (flow.level[source] !== 0 && pushFrom(flow, source)) width++;
    }
    if (width > widthMax) return undefined;
  }
  const near = mark.map((end, v) => (end === SINK || flow.level[v]! > 0 ? 0 : 1));
  let size = 0;
  for (const side of near) size += side;
  return { near, width, balance: Math.min(size, region.size - size) };
}

function markEnds(along: Float64Array, count: number): Uint8Array {
  const mark = new Uint8Array(along.length);
  markEnd(along, { mark, count, end: SOURCE });
  markEnd(
    along.map((at) => -at),
    { mark, count, end: SINK },
  );
  return mark;
}

interface End {
  readonly mark: Uint8Array;
  readonly count: number;
  readonly end: number;
}

/** Fixes so many of the foremost nodes; of those that stand alike, the first. */
function markEnd(along: Float64Array, { mark, count, end }: End): void {
  const limit = nthSmallest(along, count - 1);
  let left = count;
  for (let v = 0; v < along.length; v++) {
    if (along[v]! >= limit) continue;
    mark[v] = end;
    left--;
  }
  for (let v = 0; v < along.length && left > 0; v++) {
    if (along[v] !== limit || mark[v] !== 0) continue;
    mark[v] = end;
    left--;
  }
}

/** The nodes fixed to one end that border on others. */
function shoreOf({ size, first, head }: Region, mark: Uint8Array, end: number): readonly number[] {
  const shore: number[] = [];
  for (let v = 0; v < size; v++) {
    if (mark[v] !== end) continue;
    for (let e = first[v]!; e < first[v + 1]!; e++) {
      if (mark[head[e]!] === end) continue;
      shore.push(v);
      break;
    }
  }
  return shore;
}

/**
 * Numbers nodes by their steps to the nearest sink, from 1 up, as far as edges have room, and stops where the
 * first sources are met: what then flows never runs into a dead end. Tells whether a source was met.
 */
function spread({ region: { first, head }, mark, load, level, queue, sinks }: Flow): boolean {
  level.fill(0);
  let end = 0;
  for (const sink of sinks) {
    queue[end++] = sink;
    level[sink] = 1;
  }
  let met = Infinity;
  for (let at = 0; at < end; at++) {
    const v = queue[at]!;
    if (level[v]! >= met) break;
    for (let e = first[v]!; e < first[v + 1]!; e++) {
      const w = head[e]!;
      // The load of an edge away from the sink is the opposite of what flows toward it.
      if (level[w] !== 0 || load[e] === -1 || mark[w] === SINK) continue;
      level[w] = level[v]! + 1;
      if (mark[w] === SOURCE) met = level[w]!;
      else queue[end++] = w;
    }
  }
  return met < Infinity;
}

/** Sends one unit from a source to any sink, one level a step; false when nothing more gets through. */
function pushFrom({ region, mark, load, level, next, queue }: Flow, source: number): boolean {
  const { first, head, back } = region;
  let depth = 0;
  let v = source;
  for (;;) {
    if (mark[v] === SINK) {
      for (let i = 0; i < depth; i++) {
        load[queue[i]!]!++;
        load[back[queue[i]!]!]!--;
      }
      return true;
    }
    const e = next[v]!;
    if (e < first[v + 1]!) {
      const w = head[e]!;
      if (load[e] !== 1 && level[w] !== 0 && level[w] === level[v]! - 1) {
        queue[depth++] = e;
        v = w;
      } else next[v] = e + 1;
    } else {
      if (depth === 0) return false;
      depth -= 1;
      v = head[back[queue[depth]!]!]!;
      next[v]!++;
    }
  }
}
