import type { Link } from "./link-towns.ts";
import type { Town } from "./read-towns.ts";

/** How a generated road is classed. */
export type LinkClass = "trunk" | "primary" | "secondary" | "tertiary" | "ferry";

const METROPOLES_MAX = 40;
/** Of all links the busiest are trunk roads, and so on down. */
const SHARES: readonly (readonly [LinkClass, number])[] = [
  ["trunk", 0.12],
  ["primary", 0.3],
  ["secondary", 0.55],
];

/** Classes links by how much would be driven on them between the largest towns: so corridors appear. */
export function classLinks(towns: readonly Town[], links: readonly Link[]): readonly LinkClass[] {
  const load = loadOf(towns, links);
  const order = links
    .map((_, i) => i)
    .toSorted((one, other) => load[other]! - load[one]! || one - other);
  const classes: LinkClass[] = links.map(() => "tertiary");
  for (const [rank, link] of order.entries()) {
    const share = rank / links.length;
    const found = SHARES.find(([, upTo]) => share < upTo);
    if (found !== undefined && load[link]! > 0) classes[link] = found[0];
  }
  return classes.map((one, link) => (links[link]!.ferry ? "ferry" : one));
}

function loadOf(towns: readonly Town[], links: readonly Link[]): Float64Array {
  const load = new Float64Array(links.length);
  const roads = towns.map((): number[] => []);
  for (const [i, { from, to }] of links.entries()) {
    roads[from]!.push(i);
    roads[to]!.push(i);
  }
  const largest = towns
    .map((_, town) => town)
    .toSorted((one, other) => towns[other]!.population - towns[one]!.population)
    .slice(0, METROPOLES_MAX);
  for (const from of largest) {
    const { came, meters } = shortestTree(from, { links, roads });
    for (const to of largest) {
      if (to >= from || came[to] === undefined) continue;
      const pull = (towns[from]!.population * towns[to]!.population) / meters[to]!;
      for (let town = to; town !== from;) {
        const link = came[town]!;
        load[link]! += pull;
        town = otherEnd(links[link]!, town);
      }
    }
  }
  return load;
}

interface Roads {
  readonly links: readonly Link[];
  readonly roads: readonly (readonly number[])[];
}

/** Dijkstra's way without a heap: a few hundred towns need none. */
function shortestTree(from: number, { links, roads }: Roads) {
  const meters = roads.map(() => Number.POSITIVE_INFINITY);
  const came: (number | undefined)[] = roads.map(() => undefined);
  const open = new Set([from]);
  meters[from] = 0;
  while (open.size > 0) {
    let town = -1;
    for (const one of open) if (town < 0 || meters[one]! < meters[town]!) town = one;
    open.delete(town);
    for (const link of roads[town]!) {
      const next = otherEnd(links[link]!, town);
      const through = meters[town]! + links[link]!.meters * (links[link]!.ferry ? 4 : 1);
      if (through >= meters[next]!) continue;
      meters[next] = through;
      came[next] = link;
      open.add(next);
    }
  }
  return { meters, came };
}

function otherEnd({ from, to }: Link, town: number): number {
  return town === from ? to : from;
}
