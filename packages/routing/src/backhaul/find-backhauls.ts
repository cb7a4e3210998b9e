import { crowFliesM, isRefusal } from "@msafara/kernel";
import { NEVER } from "../graph/never.ts";
import type { LoadBoard } from "./load-board.ts";
import { type OpenLoad, positionOf, type TruckOnItsWay } from "./open-load.ts";
import { type Chain, legsOver, priceChain, spentCents } from "./price-chain.ts";

const CM_PER_M = 100;
/** Roads are measured along flat pieces, which may fall short of the crow by a hair. */
const CROW_SHARE = 0.995;
/** Loads that chains are made of: the most promising ones. */
const LINKS_MOST = 30;

/** How many to find, how long chains may be, and what is too little to stop for. */
export interface BackhaulWish {
  readonly most: number;
  readonly chainMost?: number;
  readonly profitCentsMin?: number;
}

interface Promising {
  readonly load: OpenLoad;
  /** No less than what it can bring. */
  readonly boundCents: number;
}

/**
 * U104: finds the loads that bring a truck on its way the most, every one of them lawful and in time. Of all loads the
 * detour is exact; they are priced in the order of what they can bring at best, until none that is left could be better.
 * Chains are grown from the best links and priced as one.
 */
export function findBackhauls(
  board: LoadBoard,
  truck: TruckOnItsWay,
  { most, chainMost = 1, profitCentsMin = 1 }: BackhaulWish,
): readonly Chain[] {
  const promising = promises(board, truck).filter(({ boundCents }) => boundCents >= profitCentsMin);
  const found = bestOf(board, truck, { promising, most, profitCentsMin });
  if (chainMost < 2) return found;
  const links = promising.slice(0, LINKS_MOST).map(({ load }) => load);
  let grown: readonly Chain[] = found;
  const all = new Map(found.map((chain) => [chain.loadIds.join(), chain]));
  for (let length = 2; length <= chainMost; length++) {
    grown = grown.flatMap((chain) => longer(board, truck, { chain, links }));
    for (const chain of grown) {
      if (chain.profitCents >= profitCentsMin) all.set(chain.loadIds.join(), chain);
    }
  }
  return [...all.values()].toSorted(byProfit).slice(0, most);
}

/** All loads that fit, with what each can bring at best, the best first. */
function promises(board: LoadBoard, truck: TruckOnItsWay): readonly Promising[] {
  const detours = board.detours(truck);
  const [start, goal] = [positionOf(truck.from), positionOf(truck.to)];
  const own = legsOver(board, [truck.from, truck.to]);
  const ownCm = typeof own === "number" ? 0 : own[0]!.lengthCm;
  const promised = board.loads.flatMap((load, i): Promising[] => {
    const detourDs = detours[i]!;
    if (detourDs >= NEVER) return [];
    if (load.load.some((amount, k) => amount > (truck.room[k] ?? 0))) return [];
    const [pickup, drop] = [positionOf(load.pickup.place), positionOf(load.drop.place)];
    const crowM = crowFliesM(start, pickup) + crowFliesM(pickup, drop) + crowFliesM(drop, goal);
    const detourCm = crowM * CROW_SHARE * CM_PER_M - ownCm;
    return [{ load, boundCents: load.payCents - spentCents(truck, { detourDs, detourCm }) }];
  });
  return promised.toSorted((one, other) => other.boundCents - one.boundCents);
}

interface Search {
  readonly promising: readonly Promising[];
  readonly most: number;
  readonly profitCentsMin: number;
}

/** Prices loads one by one, and stops when none that is left could come among the best. */
function bestOf(
  board: LoadBoard,
  truck: TruckOnItsWay,
  { promising, most, profitCentsMin }: Search,
): readonly Chain[] {
  let best: readonly Chain[] = [];
  for (const { load, boundCents } of promising) {
    const last = best[most - 1];
    if (last !== undefined && last.profitCents >= boundCents) break;
    const chain = priceChain(board, truck, [load]);
    if (isRefusal(chain) || chain.profitCents < profitCentsMin) continue;
    best = [...best, chain].toSorted(byProfit).slice(0, most);
  }
  return best;
}

interface Growth {
  readonly chain: Chain;
  readonly links: readonly OpenLoad[];
}

/** The chain with one more load at its end, wherever that is lawful. */
function longer(
  board: LoadBoard,
  truck: TruckOnItsWay,
  { chain, links }: Growth,
): readonly Chain[] {
  const taken = chain.loadIds.map((id) => board.loads.find((load) => load.id === id)!);
  return links
    .filter((link) => !taken.includes(link))
    .flatMap((link) => {
      const grown = priceChain(board, truck, [...taken, link]);
      return isRefusal(grown) ? [] : [grown];
    });
}

function byProfit(one: Chain, other: Chain): number {
  const ids = one.loadIds.join() < other.loadIds.join() ? -1 : 1;
  return other.profitCents - one.profitCents || ids;
}
