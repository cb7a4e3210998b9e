import { isRefusal } from "@msafara/kernel";
import { describe, expect, test } from "vitest";
import { checkRoadGraph } from "../graph/check-road-graph.ts";
import { tailsOf } from "../graph/network.ts";
import { type RoadGraph, WAY_FLAGS } from "../graph/road-graph.ts";
import { chunks } from "../specs/map/chunks.ts";
import { crossing, type Spoilt, turning } from "../specs/map/crossing.ts";
import { type SmallMap, writePbf } from "../specs/map/write-pbf.ts";
import { assembleRoads } from "./assemble-roads.ts";
import { writeMapFile } from "./map-file.ts";

async function mapOf(small: SmallMap) {
  const bytes = writePbf(small);
  const map = await assembleRoads(() => chunks(bytes, 4096), { version: "a-crossing" });
  if (isRefusal(map)) expect.unreachable(String(map.facts["why"]));
  expect(checkRoadGraph(map.graph)).toEqual([]);
  return map;
}

const graphOf = async (spoilt: Spoilt) => (await mapOf(crossing(spoilt))).graph;

/** Arcs as pairs of ways of OpenStreetMap that a rule names, in words. */
function wordsOf(graph: RoadGraph) {
  const wayOf = (arc: number) => graph.ways.osmId[graph.way[arc]!]!;
  return graph.turnRules.map(({ kind, fromArc, viaArcs, toArc, binds, when }) => {
    const path = [fromArc, ...viaArcs, toArc].map(wayOf).join("-");
    return [kind, path, binds.join(" "), ...(when === undefined ? [] : [when])].join(" ");
  });
}

test("streets are cut where they meet, and only there", async () => {
  const graph = await graphOf({});
  expect(graph).toMatchObject({ nodeCount: 5, arcCount: 8 });
  // The bend is geometry: the way west is one arc of two pieces.
  expect(graph.pointLat).toHaveLength(2);
});

test("an arc is as long as its bends, and as long as its twin", async () => {
  const graph = await graphOf({});
  const west = graph.way.findIndex((row) => graph.ways.osmId[row] === 10);
  // Two diagonals of ten seconds of arc each way, near the equator.
  expect(graph.lengthCm[west]).toBeCloseTo(2 * Math.SQRT2 * 27_778 * 1.111_951, -2);
  expect(graph.lengthCm[graph.twin[west]!]).toBe(graph.lengthCm[west]);
  expect(graph.head[graph.twin[west]!]).toBe(tailsOf(graph)[west]);
});

test("a one-way street has one arc, which is its own twin", async () => {
  const graph = await graphOf({ east: { oneway: "-1" } });
  const east = graph.way.findIndex((row) => graph.ways.osmId[row] === 11);
  expect(graph).toMatchObject({ nodeCount: 5, arcCount: 7 });
  expect(graph.twin[east]).toBe(east);
});

test("a ferry takes what its timetable says, and without one as long as ferries do", async () => {
  const ferry = { highway: "", route: "ferry" };
  const secondsOf = async (own: Readonly<Record<string, string>>) => {
    const graph = await graphOf({ west: { ...ferry, ...own } });
    const west = graph.way.findIndex((row) => graph.ways.osmId[row] === 10);
    return (graph.lengthCm[west]! * 0.36) / graph.speed[west]!;
  };
  expect(await secondsOf({ duration: "00:10" })).toBeCloseTo(600, -1.3);
  expect(await secondsOf({ duration: "PT5M" })).toBeCloseTo(300, -1);
  expect(await secondsOf({ duration: "soon" })).toBeCloseTo((873.6 * 3.6) / 20, -1);
});

test("a toll booth makes the road on both its sides one that is paid for", async () => {
  const paid = async (barrier: Readonly<Record<string, string>>) => {
    const graph = await graphOf({ barrier });
    const rows = [...graph.way].filter((row) => (graph.ways.flags[row]! & WAY_FLAGS.toll) !== 0);
    return rows.map((row) => graph.ways.osmId[row]);
  };
  expect(await paid({ barrier: "toll_booth" })).toEqual([10, 10, 10, 10]);
  expect(await paid({ barrier: "toll_booth", toll: "no" })).toEqual([]);
});

test("a post at a border is waited at on both its sides, and stops nobody", async () => {
  const graph = await graphOf({ barrier: { barrier: "border_control" } });
  const rows = [...graph.way].filter((row) => (graph.ways.flags[row]! & WAY_FLAGS.border) !== 0);
  expect(rows.map((row) => graph.ways.osmId[row])).toEqual([10, 10, 10, 10]);
});

test("nobody drives past a bollard, though one may drive up to it", async () => {
  const graph = await graphOf({ barrier: { barrier: "bollard" } });
  expect(graph).toMatchObject({ nodeCount: 7, arcCount: 10 });
  const ends = [...graph.lat].filter((lat, node) => lat === 27_778 && graph.lng[node] === -27_778);
  expect(ends).toHaveLength(2);
});

test("a bollard that lets motorcycles by is one for cars, who drive up to it from both sides", async () => {
  const graph = await graphOf({ barrier: { barrier: "bollard", motorcycle: "yes" } });
  expect(graph).toMatchObject({ nodeCount: 7, arcCount: 10 });
  expect(graph.ways.flags.every((flags) => flags === 0)).toBe(true);
});

test("a private gate and a low bar bind the road on both their sides, and no other", async () => {
  const graph = await graphOf({
    barrier: { barrier: "gate", access: "private", maxheight: "2.5" },
  });
  const bound = [...graph.ways.heightCm.keys()].filter((row) => graph.ways.heightCm[row] === 250);
  const arcs = [...graph.way].filter((row) => bound.includes(row));
  expect(arcs).toHaveLength(4);
  expect(bound.map((row) => graph.ways.flags[row])).toEqual([
    WAY_FLAGS.destination | WAY_FLAGS.hgvDestination | WAY_FLAGS.motorcycleDestination,
  ]);
});

test("a private gate binds the road though a bollard ends it", async () => {
  const small = crossing({ barrier: { barrier: "gate", access: "private" } });
  const nodes = small.nodes.map((node) => {
    return node.id === 1 ? { ...node, tags: { barrier: "bollard" } } : node;
  });
  const { graph } = await mapOf({ ...small, nodes });
  const bound = [...graph.way].filter((row) => graph.ways.flags[row]! & WAY_FLAGS.destination);
  expect(bound).toHaveLength(4);
});

describe("a relation", () => {
  test.for([
    ["forbids a turn", [{ restriction: "no_left_turn" }], ["no 10-12 car hgv motorcycle"]],
    [
      "demands one",
      [{ restriction: "only_straight_on" }, [10, 11]],
      ["only 10-11 car hgv motorcycle"],
    ],
    [
      "excepts lorries",
      [{ restriction: "no_left_turn", except: "psv;hgv" }],
      ["no 10-12 car motorcycle"],
    ],
    [
      "excepts motorcycles",
      [{ restriction: "no_left_turn", except: "motorcycle" }],
      ["no 10-12 car hgv"],
    ],
    [
      "binds motorcycles alone",
      [{ "restriction:motorcycle": "no_left_turn" }],
      ["no 10-12 motorcycle"],
    ],
    ["binds lorries alone", [{ "restriction:hgv": "no_left_turn" }], ["no 10-12 hgv"]],
    [
      "forbids turning round",
      [{ restriction: "no_u_turn" }, [10, 10]],
      ["no 10-10 car hgv motorcycle"],
    ],
    [
      "holds at hours",
      [{ "restriction:conditional": "no_left_turn @ (Mo-Fr 07:00-09:00)" }],
      ["no 10-12 car hgv motorcycle Mo-Fr 07:00-09:00"],
    ],
  ] as const)("%s", async ([, [tags, ways], rules]) => {
    const graph = await graphOf({ relations: [turning(tags, ways)] });
    expect(wordsOf(graph)).toEqual(rules);
  });

  test("about turning round where a street passes through forbids it from both sides", async () => {
    const small = crossing({ relations: [turning({ restriction: "no_u_turn" }, [12, 12])] });
    const through = small.ways.map((way) => (way.id === 12 ? { ...way, refs: [4, 2, 5] } : way));
    const { graph } = await mapOf({ ...small, ways: through.filter(({ id }) => id !== 13) });
    expect(wordsOf(graph)).toEqual(["no 12-12 car hgv motorcycle", "no 12-12 car hgv motorcycle"]);
    for (const { fromArc, toArc } of graph.turnRules) expect(graph.twin[fromArc]).toBe(toArc);
  });

  test("over ways between names the arcs between", async () => {
    const { members, ...relation } = turning({ restriction: "no_u_turn" }, [12, 13]);
    const via = { type: "way", ref: 20, role: "via" } as const;
    const small = crossing({
      relations: [{ ...relation, members: [members[0]!, via, members[2]!] }],
    });
    // A dual carriageway: the way south leaves from node 7, which way 20 joins to the crossing.
    const ways = small.ways.map((way) => (way.id === 13 ? { ...way, refs: [7, 5] } : way));
    const map = await mapOf({
      ...small,
      nodes: [...small.nodes, { id: 7, lat: 0, lng: 10_000, tags: {} }],
      ways: [...ways, { id: 20, refs: [2, 7], tags: { highway: "residential" } }],
    });
    expect(wordsOf(map.graph)).toEqual(["no 12-20-13 car hgv motorcycle"]);
  });

  test.for([
    ["about bicycles", turning({ "restriction:bicycle": "no_left_turn" }), "about-others"],
    ["onto a footpath", turning({ restriction: "no_left_turn" }, [10, 99]), "not-on-roads"],
    ["without an end", { ...turning({ restriction: "no_entry" }), members: [] }, "incomplete"],
  ] as const)("%s is counted, and becomes no rule", async ([, relation, why]) => {
    const { graph, notes } = await mapOf(crossing({ relations: [relation] }));
    expect(graph.turnRules).toEqual([]);
    expect(notes).toMatchObject({ restrictionsRead: 1, restrictionsUnused: { [why]: 1 } });
  });

  test("against a one-way street forbids what cannot be done anyway", async () => {
    const relations = [turning({ restriction: "no_right_turn" }, [10, 11])];
    const { notes } = await mapOf(crossing({ east: { oneway: "-1" }, relations }));
    expect(notes.restrictionsUnused).toEqual({ "already-impossible": 1 });
  });
});

test("a condition that no clock can tell is kept, and said", async () => {
  const west = { "hgv:conditional": "no @ (Mo-Fr 07:00-09:00); destination @ (wet)" };
  const { conditions, notes } = await mapOf(crossing({ west }));
  expect(conditions).toMatchObject([
    { binds: ["hgv"], access: "no", when: "Mo-Fr 07:00-09:00" },
    { binds: ["hgv"], access: "destination", when: "wet" },
  ]);
  expect(notes.conditionsUnknown).toEqual(["wet"]);
});

test("a roundabout that meets one street only is no arc onto itself", async () => {
  const circle = {
    id: 20,
    refs: [3, 7, 8, 3],
    tags: { highway: "tertiary", junction: "roundabout" },
  };
  const small = crossing();
  const nodes = [7, 8].map((id) => ({ id, lat: id * 1000, lng: 70_000, tags: {} }));
  const { graph } = await mapOf({
    nodes: [...small.nodes, ...nodes],
    ways: [...small.ways, circle],
  });
  const tail = tailsOf(graph);
  expect(graph).toMatchObject({ nodeCount: 6, arcCount: 10 });
  expect([...graph.head].some((node, arc) => node === tail[arc])).toBe(false);
});

test("a road that leaves the file ends where the file does", async () => {
  const small = crossing();
  const nodes = small.nodes.filter(({ id }) => id !== 3);
  const { graph, notes } = await mapOf({ ...small, nodes });
  expect(graph).toMatchObject({ nodeCount: 4, arcCount: 6 });
  expect(notes.nodesMissing).toBe(1);
});

test("the same roads in another order are the same map, to the byte", async () => {
  const relations = [turning({ restriction: "no_left_turn" })];
  const one = crossing({ relations });
  const other = { nodes: one.nodes.toReversed(), ways: one.ways.toReversed(), relations };
  expect(writeMapFile(await mapOf(other))).toEqual(writeMapFile(await mapOf(one)));
});

describe("is refused in a sentence, since nobody could drive on it", () => {
  const { nodes, ways } = crossing();
  const closed = ways.map((way) => ({ ...way, tags: { ...way.tags, motor_vehicle: "no" } }));
  const moved = (lat: number) => nodes.map((node) => (node.id === 1 ? { ...node, lat } : node));

  test.for([
    ["a file without roads", { nodes }, /^The file holds no road: expected ways with a highway/],
    ["roads without nodes", { ways }, /^The file holds roads without their nodes/],
    ["roads for walkers alone", { nodes, ways: closed }, /^The file holds no road that a car/],
    [
      "a road that leads to the pole",
      { nodes: moved(890_000_000), ways },
      /^Way 10 goes \d+ km without a junction: expected 5000 at most/,
    ],
    [
      "a node above the pole",
      { nodes: moved(910_000_000), ways },
      /^Node 1 lies at 91,.*which is not on earth/,
    ],
  ] as const)("%s", async ([, small, sentence]) => {
    const bytes = writePbf(small);
    const answer = await assembleRoads(() => chunks(bytes), { version: "none" });
    expect(isRefusal(answer) && answer.facts["why"]).toMatch(sentence);
  });
});
