import { assert, nat, property, record, tuple } from "fast-check";
import { describe, expect, test } from "vitest";
import { customise, openMetric } from "../cch/customise.ts";
import { openQuery } from "../cch/open-query.ts";
import { NEVER } from "../graph/never.ts";
import { turnMetric } from "../graph/turn-metric.ts";
import { USUAL_VEHICLES } from "../graph/vehicle.ts";
import { dijkstra } from "../search/dijkstra.ts";
import type { Phantom } from "../snap/phantom.ts";
import { insertPhantoms } from "../specs/insert-phantoms.ts";
import { lawfulDijkstra } from "../specs/lawful-dijkstra.ts";
import { lawfulReach } from "../specs/lawful-reach.ts";
import { mapOfRoads } from "../specs/map-of-roads.ts";
import { type RandomRoads, randomLaw, randomRoads, withTwins } from "../specs/random-roads.ts";
import { expectWayAddsUp } from "../specs/way-adds-up.ts";
import { findWay, type WayAsked } from "./find-way.ts";
import { openRoads } from "./roads.ts";

const somewhere = record({ arc: nat(), part: nat(4), both: nat(1) });
const asking = tuple(somewhere, somewhere);

/** A place on some arc, and on its twin where both directions are meant. */
function phantomOn(
  { graph }: RandomRoads,
  { arc: any, part, both }: { readonly arc: number; readonly part: number; readonly both: number },
): Phantom {
  const arc = any % graph.arcCount;
  const lengthCm = graph.lengthCm[arc]!;
  const alongCm = Math.floor((lengthCm * part) / 4);
  const twin = graph.twin[arc]!;
  const spot = { arc, alongCm, side: "on" } as const;
  const other = { arc: twin, alongCm: lengthCm - alongCm, side: "on" } as const;
  return { lat: 0, lng: 0, offM: 0, spots: twin !== arc && both === 1 ? [spot, other] : [spot] };
}

/** What the hierarchy finds, driven once more by the sums. */
function costFound({ graph, cost }: RandomRoads, asked: WayAsked): number {
  const roads = openRoads(mapOfRoads(graph));
  const turns = turnMetric(roads.expanded, cost, { graph, vehicle: USUAL_VEHICLES.car });
  const metric = customise(roads.cch, openMetric(roads.cch, turns));
  const query = openQuery(roads.cch);
  const pathOf = (question: Parameters<typeof query.pathOf>[1]) => query.pathOf(metric, question);
  const way = findWay(roads, { cost: turns, pathOf }, asked);
  if (way !== undefined) expectWayAddsUp(roads, { way, cost, asked });
  return way?.cost ?? NEVER;
}

describe("U100: a way between two places on the road", () => {
  test("costs what it costs on a map on which both are junctions", () => {
    assert(
      property(randomRoads.map(withTwins), asking, (roads, [a, b]) => {
        if (roads.graph.arcCount === 0) return;
        const asked = { from: phantomOn(roads, a), to: phantomOn(roads, b) };
        const cut = insertPhantoms(roads, [asked.from, asked.to]);
        const judge = dijkstra({ network: cut.graph, cost: cut.cost, from: cut.nodes[0]! });
        expect(costFound(roads, asked)).toBe(judge.cost[cut.nodes[1]!]);
      }),
      { numRuns: 500 },
    );
  });

  test("obeys the turn rules of the arcs that it begins and ends on", () => {
    assert(
      property(randomLaw.map(withTwins), asking, (roads, [a, b]) => {
        if (roads.graph.arcCount === 0) return;
        const asked = { from: phantomOn(roads, a), to: phantomOn(roads, b) };
        const cut = insertPhantoms(roads, [asked.from, asked.to]);
        const judge = lawfulDijkstra(cut.graph, { cost: cut.cost, from: cut.nodes[0]! });
        expect(costFound(roads, asked)).toBe(judge[cut.nodes[1]!]);
        // The judge of whole maps is itself judged by the one that is too simple to be wrong.
        const search = { cost: cut.cost, from: cut.nodes[0]!, binds: "car" } as const;
        expect(lawfulReach(cut.graph, search)).toEqual(judge);
      }),
      { numRuns: 500 },
    );
  });
});
