import {
  customise,
  openMetric,
  openQuery,
  openRoads,
  openRouter,
  type Roads,
  type Router,
  seededDice,
  USUAL_VEHICLES,
} from "@msafara/routing";
import { mapOfRoads, readNewYork } from "@msafara/routing/specs";
import { cpuOf } from "./cpu-ms.ts";

/** From one junction to another. */
export interface Pair {
  readonly from: number;
  readonly to: number;
}

/** New York by distance, made ready, and where people ask for ways in it. */
export interface City {
  readonly roads: Roads;
  readonly cost: Int32Array;
  readonly router: Router;
  readonly pairs: readonly Pair[];
  readonly costOf: (pair: Pair) => number;
  readonly pathOf: (pair: Pair) => unknown;
  /** Order and hierarchy together, which a map needs once. */
  readonly readyMs: number;
}

/** Reads New York and makes it ready. */
export function openCity(pairCount: number): City {
  const { graph, cost } = readNewYork("distance");
  const map = mapOfRoads(graph);
  const made: { roads?: Roads } = {};
  const readyMs = cpuOf(() => (made.roads = openRoads(map)));
  const roads = made.roads!;
  const dice = seededDice(2_026);
  const pick = () => Math.floor(dice() * graph.nodeCount);
  const query = openQuery(roads.cch);
  const metric = customise(roads.cch, openMetric(roads.cch, cost));
  const question = ({ from, to }: Pair) => ({
    from: [{ node: from, cost: 0 }],
    to: [{ node: to, cost: 0 }],
  });
  return {
    roads,
    cost,
    router: openRouter(roads, { vehicle: USUAL_VEHICLES.car, unit: "distance" }),
    pairs: Array.from({ length: pairCount }, () => ({ from: pick(), to: pick() })),
    costOf: (pair) => query.costOf(metric, question(pair)),
    pathOf: (pair) => query.pathOf(metric, question(pair)),
    readyMs,
  };
}
