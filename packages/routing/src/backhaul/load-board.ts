import { assert } from "@msafara/kernel";
import { openCostField, sweepCostField } from "../cch/cost-field.ts";
import { openQuery } from "../cch/open-query.ts";
import { NEVER } from "../graph/never.ts";
import { alongOneArc, costOfWay, questionOf, type WayAsked } from "../route/find-way.ts";
import type { Roads } from "../route/roads.ts";
import type { Tariff } from "../route/tariff.ts";
import type { Phantom } from "../snap/phantom.ts";
import type { OpenLoad, TruckOnItsWay } from "./open-load.ts";

/** Open loads on the roads, each with what it costs to haul, ready for any truck. */
export interface LoadBoard {
  readonly roads: Roads;
  readonly tariff: Tariff;
  readonly loads: readonly OpenLoad[];
  /** What each load costs from its pickup to its drop; `NEVER` where no way leads. */
  readonly haul: Int32Array;
  readonly costOf: (asked: WayAsked) => number;
  /** What each load would cost this truck beyond its own way, exactly; `NEVER` where it cannot. */
  readonly detours: (truck: Pick<TruckOnItsWay, "from" | "to">) => Int32Array;
}

/** With more than one load for so many junctions, looking at the whole map is cheaper than at what lies above each. */
const CROWD = 200;

/** Where ways to or from many places end: seeds of place i are `first[i]` up to `first[i + 1]`. */
interface SeedTable {
  readonly first: Uint32Array;
  readonly node: Uint32Array;
  readonly cost: Int32Array;
}

/**
 * Pins open loads to the roads of a tariff. What a load costs by itself is asked once, not for each truck; for a truck
 * the way to all pickups and the way from all drops are two looks at the whole map.
 */
export function openLoadBoard(roads: Roads, tariff: Tariff, loads: readonly OpenLoad[]): LoadBoard {
  assert(tariff.drive.unit === "time", "a board counts time: money and windows do");
  const query = openQuery(roads.cch);
  const { metric, cost } = tariff;
  const search = {
    cost,
    costOf: (question: Parameters<typeof query.pathOf>[1]) => query.costOf(metric, question),
  };
  const costOf = (asked: WayAsked) => costOfWay(roads, search, asked);
  const pickups = tableOf(loads, ({ pickup }) => seedsOf(roads, tariff, pickup.place).to);
  const drops = tableOf(loads, ({ drop }) => seedsOf(roads, tariff, drop.place).from);
  const isCrowded = loads.length * CROWD > roads.cch.nodeCount;
  const openField = isCrowded ? sweepCostField : openCostField;
  const haul = Int32Array.from(loads, ({ pickup, drop }) =>
    costOf({ from: pickup.place, to: drop.place }),
  );
  return {
    roads,
    tariff,
    loads,
    haul,
    costOf,
    detours: ({ from, to }) => {
      const direct = costOf({ from, to });
      const away = openField(roads.cch, metric, { from: seedsOf(roads, tariff, from).from });
      const home = openField(roads.cch, metric, { to: seedsOf(roads, tariff, to).to });
      const along = (asked: WayAsked) => alongOneArc(roads, tariff, asked)?.cost ?? NEVER;
      const [near, last] = [arcsOf(from), arcsOf(to)];
      return Int32Array.from(loads, ({ pickup, drop }, i) => {
        if (haul[i]! >= NEVER || direct >= NEVER) return NEVER;
        let there = leastOf(pickups, i, away);
        if (touches(pickup.place, near)) there = Math.min(there, along({ from, to: pickup.place }));
        let back = leastOf(drops, i, home);
        if (touches(drop.place, last)) back = Math.min(back, along({ from: drop.place, to }));
        const isOpen = there < NEVER && back < NEVER;
        return isOpen ? Math.min(NEVER, there + haul[i]! + back - direct) : NEVER;
      });
    },
  };
}

function seedsOf(roads: Roads, tariff: Tariff, place: Phantom) {
  return questionOf(roads, tariff, { from: place, to: place });
}

function tableOf(
  loads: readonly OpenLoad[],
  seedsFor: (load: OpenLoad) => readonly { readonly node: number; readonly cost: number }[],
): SeedTable {
  const each = loads.map(seedsFor);
  const first = new Uint32Array(loads.length + 1);
  for (const [i, seeds] of each.entries()) first[i + 1] = first[i]! + seeds.length;
  const all = each.flat();
  return {
    first,
    node: Uint32Array.from(all, ({ node }) => node),
    cost: Int32Array.from(all, ({ cost }) => cost),
  };
}

function leastOf({ first, node, cost }: SeedTable, i: number, field: (node: number) => number) {
  let least = NEVER;
  for (let seed = first[i]!; seed < first[i + 1]!; seed++) {
    const found = cost[seed]! + field(node[seed]!);
    if (found < least) least = found;
  }
  return least;
}

function arcsOf({ spots }: Phantom): ReadonlySet<number> {
  return new Set(spots.map(({ arc }) => arc));
}

function touches({ spots }: Phantom, arcs: ReadonlySet<number>): boolean {
  return spots.some(({ arc }) => arcs.has(arc));
}
