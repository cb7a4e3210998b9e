import { isRefusal } from "@msafara/kernel";
import { assert, integer, property, uint8Array } from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { chunks } from "../specs/map/chunks.ts";
import { openRoads } from "../route/roads.ts";
import { crossing, turning } from "../specs/map/crossing.ts";
import { writePbf } from "../specs/map/write-pbf.ts";
import { assembleRoads } from "./assemble-roads.ts";
import { openMapFile, writeMapFile } from "./map-file.ts";
import type { RoadMap } from "./road-map.ts";

let map: RoadMap;
let file: Uint8Array;

beforeAll(async () => {
  const relations = [turning({ "restriction:conditional": "no_left_turn @ (Mo-Fr 07:00-09:00)" })];
  const bytes = writePbf(
    crossing({ relations, west: { maxheight: "4", "hgv:conditional": "no @ (Su)" } }),
  );
  const answer = await assembleRoads(() => chunks(bytes), { version: "kept" });
  if (isRefusal(answer)) expect.unreachable("the crossing is a good map");
  map = answer;
  file = writeMapFile(map);
});

function whyNot(bytes: Uint8Array): string {
  const answer = openMapFile(bytes);
  return isRefusal(answer) ? String(answer.facts["why"]) : "it is a map";
}

/** The file with a number in its header changed. */
function withHeader(at: number, value: number): Uint8Array {
  const spoilt = file.slice();
  new DataView(spoilt.buffer).setUint32(at, value, true);
  return spoilt;
}

test("what was kept is what is opened, and keeps to the same bytes", () => {
  const opened = openMapFile(file);
  expect(opened).toEqual(map);
  if (!isRefusal(opened)) expect(writeMapFile(opened)).toEqual(file);
});

test("arrays are views on the file; nothing is copied", () => {
  const opened = openMapFile(file);
  if (isRefusal(opened)) expect.unreachable("the file is good");
  expect(opened.graph.head.buffer).toBe(file.buffer);
  expect(opened.graph.ways.osmId.buffer).toBe(file.buffer);
});

test("workers read one map in shared memory, and find its order there", () => {
  const memory = new SharedArrayBuffer(file.length);
  const shared = new Uint8Array(memory);
  shared.set(file);
  const opened = openMapFile(shared);
  if (isRefusal(opened)) expect.unreachable("the file is good");
  expect(opened.graph.head.buffer).toBe(memory);
  expect(opened.order?.buffer).toBe(memory);
  expect(openRoads(opened).cch).toEqual(openRoads({ ...map, order: new Uint32Array(0) }).cch);
});

test.for([
  ["is not there", []],
  ["is one of another map", [1, 0]],
] as const)("an order that %s is found when roads are opened", ([, order]) => {
  const opened = openMapFile(writeMapFile({ ...map, order: Uint32Array.from(order) }));
  if (isRefusal(opened)) expect.unreachable("the roads are good");
  expect(openRoads(opened).cch).toEqual(openRoads(map).cch);
});

test("bytes that begin between two words are opened, too", () => {
  const shifted = new Uint8Array(file.length + 3);
  shifted.set(file, 3);
  expect(openMapFile(shifted.subarray(3))).toEqual(map);
});

test("a map without rules, places or bends is kept like any other", async () => {
  const { nodes, ways } = crossing();
  const bytes = writePbf({ nodes, ways: ways.slice(1, 2) });
  const plain = await assembleRoads(() => chunks(bytes), { version: "plain" });
  if (isRefusal(plain)) expect.unreachable("one street is a map");
  expect(openMapFile(writeMapFile(plain))).toEqual(plain);
});

test("a sentence is said of what is no map of this version", () => {
  expect(whyNot(new Uint8Array(0))).toMatch(/^This is no map file/);
  expect(whyNot(Buffer.from("PK\x03\x04".repeat(20)))).toMatch(/^This is no map file/);
  expect(whyNot(withHeader(16, 1))).toBe("The map is of version 1: expected 5");
  expect(whyNot(file.subarray(0, -8))).toMatch(/^The map is cut off: expected \d+ bytes/);
  expect(whyNot(withHeader(24, 1))).toMatch(/^The table of the map is spoilt/);
  const last = file.length - 9;
  const spoilt = file.with(last, file[last]! ^ 1);
  expect(whyNot(spoilt)).toMatch(/^Section "words" of the map is spoilt/);
});

test("no byte changes unnoticed", () => {
  const anyDamage = property(
    integer({ min: 0, max: file.length - 1 }),
    integer({ min: 1, max: 255 }),
    (at, flip) => {
      expect(whyNot(file.with(at, file[at]! ^ flip))).not.toBe("it is a map");
    },
  );
  assert(anyDamage, { numRuns: 300 });
});

test("a map that contradicts itself is refused though its checksums are right", () => {
  const head = map.graph.head.map((node) => node + 100);
  expect(whyNot(writeMapFile({ ...map, graph: { ...map.graph, head } }))).toMatch(
    /^The map is spoilt: Arc 0 leads to \d+, which is no node/,
  );
  const order = new Uint32Array(map.order?.length ?? 1);
  expect(whyNot(writeMapFile({ ...map, order }))).toMatch(/^The map is spoilt: Its order/);
  const odd = { ...map.graph, twin: map.graph.twin.slice(1) };
  expect(whyNot(writeMapFile({ ...map, graph: odd }))).toMatch(/^The map is spoilt: "twin"/);
});

test("whatever bytes are handed in, there is an answer", () => {
  const anyBytes = property(uint8Array({ maxLength: 200 }), (bytes) => {
    const why = whyNot(Buffer.concat([file.subarray(0, 20), bytes]));
    expect(why).toMatch(/^The (map|table)|^This is no map/);
  });
  assert(anyBytes, { numRuns: 100 });
});
