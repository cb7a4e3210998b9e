import { crowFliesM } from "@msafara/kernel";
import type { Town } from "./read-towns.ts";

/** A road to be, between two towns by their places in the list. */
export interface Link {
  readonly from: number;
  readonly to: number;
  readonly meters: number;
  /** Over water. */
  readonly ferry: boolean;
}

const REACH_M = 250_000;
/** Mouths and bays are bridged. */
const BRIDGED = 0.1;
/** Along a coast a road finds land where a straight line does not; beyond this it is a ferry. */
const FERRIED = 0.25;

export interface Linking {
  readonly towns: readonly Town[];
  /** How much of the straight line lies in water, 0 to 1. */
  readonly wetShare: (from: Town, to: Town) => number;
}

/**
 * Joins towns as roads do: two are joined when no third lies in the circle over the line between them
 * (Gabriel's graph), and what is still apart afterwards is joined at its narrowest, by ferry if need be.
 */
export function linkTowns(linking: Linking): readonly Link[] {
  const { towns, wetShare } = linking;
  const near = towns.map((_, town) => nearestOf(towns, town));
  const links: Link[] = [];
  for (const [from, list] of near.entries()) {
    for (const [i, { town: to, meters }] of list.entries()) {
      if (to < from) continue;
      // Whoever lies between them is nearer than the farther of both.
      const nearer = list.slice(0, i);
      const free = nearer.every(({ town }) => !liesBetween(towns, { from, to, town, meters }));
      if (!free || wetShare(towns[from]!, towns[to]!) > BRIDGED) continue;
      links.push({ from, to, meters, ferry: false });
    }
  }
  return [...links, ...joints(linking, links)];
}

interface Near {
  readonly town: number;
  readonly meters: number;
}

function nearestOf(towns: readonly Town[], from: number): readonly Near[] {
  return towns
    .map((to, town): Near => ({ town, meters: crowFliesM(towns[from]!, to) }))
    .filter(({ town, meters }) => town !== from && meters > 0 && meters <= REACH_M)
    .toSorted((one, other) => one.meters - other.meters || one.town - other.town);
}

function liesBetween(
  towns: readonly Town[],
  { from, to, town, meters }: Near & { readonly from: number; readonly to: number },
): boolean {
  if (town === from || town === to) return false;
  const [one, other] = [towns[from]!, towns[to]!];
  const square = crowFliesM(one, towns[town]!) ** 2 + crowFliesM(other, towns[town]!) ** 2;
  return square < meters ** 2;
}

/** The shortest link from each island to anything beyond it, until there is one land. */
function joints({ towns, wetShare }: Linking, links: readonly Link[]): readonly Link[] {
  const island = towns.map((_, town) => town);
  const merge = (one: number, other: number) => {
    const [gone, kept] = [island[one]!, island[other]!];
    for (const [town, of] of island.entries()) if (of === gone) island[town] = kept;
  };
  for (const { from, to } of links) if (island[from] !== island[to]) merge(from, to);
  const found: Link[] = [];
  for (;;) {
    const islands = Map.groupBy(towns.keys(), (town) => island[town]!);
    if (islands.size < 2) return found;
    const [smallest = []] = [...islands.values()].toSorted((one, two) => one.length - two.length);
    const link = narrowest(towns, { inside: smallest, island });
    found.push({ ...link, ferry: wetShare(towns[link.from]!, towns[link.to]!) > FERRIED });
    merge(link.from, link.to);
  }
}

function narrowest(
  towns: readonly Town[],
  { inside, island }: { readonly inside: readonly number[]; readonly island: readonly number[] },
) {
  let best = { from: 0, to: 0, meters: Number.POSITIVE_INFINITY };
  for (const from of inside) {
    for (const [to, town] of towns.entries()) {
      if (island[to] === island[from]) continue;
      const meters = crowFliesM(towns[from]!, town);
      if (meters < best.meters) best = { from, to, meters };
    }
  }
  return best;
}
