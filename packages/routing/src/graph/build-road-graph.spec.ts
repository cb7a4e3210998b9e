import { assert, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { randomLaw } from "../specs/random-roads.ts";
import { buildRoadGraph, type RoadList } from "./build-road-graph.ts";
import { checkRoadGraph } from "./check-road-graph.ts";
import type { TurnRule } from "./road-graph.ts";

const LEFT_BANNED: TurnRule = {
  osmId: 7,
  kind: "no",
  fromArc: 2,
  viaArcs: [],
  toArc: 0,
  binds: ["car", "hgv"],
};

/** A street from 0 over 1 to 2, its arcs listed backwards; the first stretch is driven both ways. */
function street(spoil: Partial<RoadList> = {}): RoadList {
  return {
    version: "street",
    lat: Int32Array.of(0, 10, 20),
    lng: Int32Array.of(0, 0, 0),
    tail: Uint32Array.of(1, 1, 0),
    head: Uint32Array.of(2, 0, 1),
    lengthCm: Uint32Array.of(300, 200, 100),
    speed: Uint16Array.of(30, 20, 10),
    twin: Uint32Array.of(0, 2, 1),
    points: {
      first: Uint32Array.of(0, 2, 2, 3),
      lat: Int32Array.of(12, 15, 5),
      lng: Int32Array.of(1, 2, 3),
    },
    turnRules: [LEFT_BANNED],
    ...spoil,
  };
}

describe("a road graph", () => {
  test("keeps what belongs to an arc together when it sorts them", () => {
    const graph = buildRoadGraph(street());
    expect([...graph.firstArc]).toEqual([0, 1, 3, 3]);
    expect([...graph.head]).toEqual([1, 2, 0]);
    expect([...graph.lengthCm]).toEqual([100, 300, 200]);
    expect([...graph.speed]).toEqual([10, 30, 20]);
    expect([...graph.twin]).toEqual([2, 1, 0]);
    expect([...graph.firstPoint]).toEqual([0, 1, 3, 3]);
    expect([...graph.pointLat]).toEqual([5, 12, 15]);
    expect(graph.turnRules).toEqual([{ ...LEFT_BANNED, fromArc: 0, toArc: 1 }]);
  });

  test("passes its own checks, rules included", () => {
    expect(checkRoadGraph(buildRoadGraph(street()))).toEqual([]);
    assert(property(randomLaw, ({ graph }) => checkRoadGraph(graph).length === 0));
  });

  test("refuses an arc that leads off the map", () => {
    expect(() => buildRoadGraph(street({ head: Uint32Array.of(2, 0, 3) }))).toThrow(
      "nodes of its map",
    );
  });

  test.for([
    [
      "a column that is too short",
      { speed: new Uint16Array(2) },
      '"speed" has 2 entries, expected 3',
    ],
    ["an arc to nowhere", { head: Uint32Array.of(9, 2, 0) }, "Arc 0 leads to 9, which is no node"],
    [
      "a way that is not there",
      { way: Uint32Array.of(0, 1, 0) },
      "Arc 1 lies on 1, which is no way",
    ],
    ["a twin that disowns", { twin: Uint32Array.of(1, 2, 0) }, "Arc 0 is not the twin of its twin"],
    [
      "starts that fall",
      { firstArc: Uint32Array.of(0, 3, 1, 3) },
      '"firstArc" does not rise from 0 to 3',
    ],
    [
      "a rule that jumps",
      { turnRules: [{ ...LEFT_BANNED, toArc: 1 }] },
      "The arcs of turn rule 7 do not follow one another",
    ],
  ] as const)("says what is wrong with %s", ([, spoil, sentence]) => {
    expect(checkRoadGraph({ ...buildRoadGraph(street()), ...spoil })).toContain(sentence);
  });
});
