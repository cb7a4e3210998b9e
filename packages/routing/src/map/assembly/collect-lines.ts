import type { OsmWay, Tags } from "../osm/element.ts";
import { growing } from "../../graph/growing.ts";
import { placeIn } from "../../graph/place-in.ts";

/** The lines of a map that are roads, by their number, so that two files of the same roads give the same map. */
export interface RoadLines {
  readonly count: number;
  readonly id: Float64Array;
  /** The points of line i are `node[first[i]]` up to `node[first[i + 1]]`, places in `nodeIds`. */
  readonly first: Uint32Array;
  readonly node: Uint32Array;
  readonly tagsOf: (line: number) => Tags;
  /** Every node that a road goes over, once, ascending. */
  readonly nodeIds: Float64Array;
}

/** Takes lines one after the other, and keeps them as columns. */
export interface LineCollector {
  readonly add: (way: OsmWay) => void;
  /** Of lines of the same number the one that came last. */
  readonly finish: () => RoadLines;
}

/** Begins without a line. */
export function collectLines(): LineCollector {
  const [ids, refs] = [growing(Float64Array), growing(Float64Array)];
  const [firstRef, firstTag] = [growing(Uint32Array), growing(Uint32Array)];
  const tags = growing(Uint32Array);
  const texts = openTexts();
  return {
    add({ id, refs: own, tags: said }) {
      ids.push(id);
      firstRef.push(refs.length());
      firstTag.push(tags.length());
      for (const ref of own) refs.push(ref);
      for (const text of Object.entries(said).flat()) tags.push(texts.numberOf(text));
    },
    finish() {
      firstRef.push(refs.length());
      firstTag.push(tags.length());
      const taken = { id: ids.whole(), first: firstRef.whole(), refs: refs.whole() };
      const order = lastOfEach(taken.id);
      const said = { from: firstTag.whole(), pairs: tags.whole(), texts: texts.list };
      return { ...linesOf(taken, order), tagsOf: tagReader(said, order) };
    },
  };
}

interface Said {
  /** The tags of what was taken at a place are `pairs[from[place]]` up to `pairs[from[place + 1]]`. */
  readonly from: Uint32Array;
  readonly pairs: Uint32Array;
  readonly texts: readonly string[];
}

/** Stands alone, since what closes over a collector keeps all that it ever took. */
function tagReader({ from, pairs, texts }: Said, order: Uint32Array): RoadLines["tagsOf"] {
  return (line) => {
    const place = order[line]!;
    const tags: [string, string][] = [];
    for (let i = from[place]!; i < from[place + 1]!; i += 2) {
      tags.push([texts[pairs[i]!]!, texts[pairs[i + 1]!]!]);
    }
    return Object.fromEntries(tags);
  };
}

/** Texts by number: names and values come again and again. */
function openTexts() {
  const list: string[] = [];
  const numbers = new Map<string, number>();
  return {
    list: list as readonly string[],
    numberOf(text: string): number {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      numbers.set(text, list.length);
      return list.push(text) - 1;
    },
  };
}

/** The places of ids in ascending order; of those that come again the last. */
function lastOfEach(ids: Float64Array): Uint32Array {
  const order = Uint32Array.from({ length: ids.length }, (_, i) => i);
  order.sort((one, other) => ids[one]! - ids[other]! || one - other);
  return order.filter((place, i) => i + 1 === order.length || ids[order[i + 1]!] !== ids[place]);
}

interface Taken {
  readonly id: Float64Array;
  readonly first: Uint32Array;
  readonly refs: Float64Array;
}

function linesOf(taken: Taken, order: Uint32Array): Omit<RoadLines, "tagsOf"> {
  const first = new Uint32Array(order.length + 1);
  for (const [line, place] of order.entries()) {
    first[line + 1] = first[line]! + taken.first[place + 1]! - taken.first[place]!;
  }
  const refs = new Float64Array(first[order.length]!);
  for (const [line, place] of order.entries()) {
    refs.set(taken.refs.subarray(taken.first[place], taken.first[place + 1]), first[line]);
  }
  const nodeIds = distinct(refs);
  return {
    count: order.length,
    id: Float64Array.from({ length: order.length }, (_, line) => taken.id[order[line]!]!),
    first,
    node: Uint32Array.from({ length: refs.length }, (_, i) => placeIn(nodeIds, refs[i]!)),
    nodeIds,
  };
}

function distinct(refs: Float64Array): Float64Array {
  const sorted = refs.toSorted();
  let count = 0;
  for (const id of sorted) if (count === 0 || id !== sorted[count - 1]) sorted[count++] = id;
  return sorted.slice(0, count);
}
