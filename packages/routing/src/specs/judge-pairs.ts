import { expect } from "vitest";
import { NEVER } from "../graph/never.ts";
import { boundAs, type Vehicle } from "../graph/vehicle.ts";
import { findWay } from "../route/find-way.ts";
import type { Roads } from "../route/roads.ts";
import type { Tariff } from "../route/tariff.ts";
import type { Phantom } from "../snap/phantom.ts";
import type { Dice } from "../tour/dice.ts";
import { insertPhantoms } from "./insert-phantoms.ts";
import { lawfulReach } from "./lawful-reach.ts";
import { expectWayAddsUp } from "./way-adds-up.ts";

/** How many goals share one run of the judge, which finds the way to all of them at once. */
const GOALS = 20;

/** A place anywhere on the roads that a drive may use, the same for the same dice. */
function anyPlace({ graph }: Roads, cost: Int32Array, dice: Dice): Phantom {
  const pick = (count: number) => Math.floor(dice() * count);
  let arc = pick(graph.arcCount);
  while (cost[arc]! >= NEVER) arc = pick(graph.arcCount);
  const lengthCm = graph.lengthCm[arc]!;
  const alongCm = pick(lengthCm + 1);
  const twin = graph.twin[arc]!;
  const spot = { arc, alongCm, side: "on" } as const;
  const back = { arc: twin, alongCm: lengthCm - alongCm, side: "on" } as const;
  return { lat: 0, lng: 0, offM: 0, spots: twin === arc ? [spot] : [spot, back] };
}

/**
 * Asks for ways between so many pairs of places, and judges each by a search that knows nothing of split
 * nodes, on a map in which all those places are junctions. Answers how many pairs had a way.
 */
export function judgePairs(
  roads: Roads,
  tariff: Tariff,
  {
    pairs,
    dice,
    vehicle,
  }: { readonly pairs: number; readonly dice: Dice; readonly vehicle: Vehicle },
): number {
  const { graph } = roads;
  const cost = tariff.cost.subarray(0, graph.arcCount);
  let joined = 0;
  for (let done = 0; done < pairs; done += GOALS) {
    const places = Array.from({ length: GOALS + 1 }, () => anyPlace(roads, cost, dice));
    const [from, ...goals] = places;
    const cut = insertPhantoms({ graph, cost }, places);
    const search = { cost: cut.cost, from: cut.nodes[0]!, binds: boundAs(vehicle) };
    const judge = lawfulReach(cut.graph, search);
    for (const [i, to] of goals.entries()) {
      const asked = { from: from!, to };
      const way = findWay(roads, tariff, asked);
      expect(way?.cost ?? NEVER).toBe(judge[cut.nodes[i + 1]!]);
      if (way === undefined) continue;
      joined++;
      expectWayAddsUp(roads, { way, cost, asked });
    }
  }
  return joined;
}
