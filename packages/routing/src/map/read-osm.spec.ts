import { gzipSync } from "node:zlib";
import { isRefusal } from "@msafara/kernel";
import { assert, asyncProperty, integer, uint8Array } from "fast-check";
import { describe, expect, test } from "vitest";
import { chunks } from "../specs/map/chunks.ts";
import { crossing, turning } from "../specs/map/crossing.ts";
import { writeBlob, writePbf } from "../specs/map/write-pbf.ts";
import type { OsmNode, OsmRelation, OsmWay } from "./osm/element.ts";
import { readOsm } from "./read-osm.ts";

const RELATIONS = [turning({ restriction: "no_left_turn" })];
const MAP = crossing({
  barrier: { barrier: "gate" },
  west: { name: 'Kwa "Mama } Oliech' },
  relations: RELATIONS,
});

async function readAll(bytes: Uint8Array, size?: number) {
  const nodes: OsmNode[] = [];
  const ways: OsmWay[] = [];
  const relations: OsmRelation[] = [];
  for await (const block of readOsm(chunks(bytes, size))) {
    if (isRefusal(block)) return String(block.facts["why"]);
    nodes.push(...block.nodes);
    ways.push(...block.ways);
    relations.push(...block.relations);
  }
  return { nodes, ways, relations };
}

function overpass(): Buffer {
  const { nodes, ways, relations } = MAP;
  const elements = [
    ...nodes.map(({ id, lat, lng, tags }) => {
      return { type: "node", id, lat: lat / 1e7, lon: lng / 1e7, tags };
    }),
    ...ways.map(({ id, refs, tags }) => ({ type: "way", id, nodes: refs, tags })),
    ...relations.map((relation) => ({ type: "relation", ...relation })),
  ];
  return Buffer.from(JSON.stringify({ version: 0.6, odd: '"elements": [{}]', elements }));
}

test.for([1, 7, 100_000])("a .osm.pbf is read in chunks of %i bytes", async (size) => {
  expect(await readAll(writePbf(MAP), size)).toEqual(MAP);
});

test.for([1, 7, 100_000])("JSON of Overpass is read in chunks of %i bytes", async (size) => {
  expect(await readAll(overpass(), size)).toEqual(MAP);
});

test("what nobody wants is not read", async () => {
  const wanted = { nodes: false, ways: true, relations: false };
  const blocks = [];
  for await (const block of readOsm(chunks(writePbf(MAP)), wanted)) blocks.push(block);
  expect(blocks).toEqual([{ nodes: [], ways: MAP.ways, relations: [] }]);
});

describe("one sentence is said of", () => {
  const WANTED = "expected an .osm.pbf, or JSON that Overpass answered";
  const good = writePbf(MAP);

  test.for([
    ["nothing", Buffer.alloc(0), "The file is empty"],
    ["a picture", Buffer.from("\x89PNG\r\n\x1a\n0000", "latin1"), `This is no .osm.pbf: ${WANTED}`],
    ["a block too long", Buffer.from([0, 2, 0, 0, 1]), /^This is no \.osm\.pbf: expected a block/],
    ["XML", Buffer.from("<?xml version='1.0'?>"), /^This is XML: expected \.osm\.pbf/],
    ["a web page", Buffer.from("<!DOCTYPE html><html>"), /^This is a web page and no map/],
    ["a packed file", gzipSync(Buffer.from("{}")), "The file is packed with gzip: unpack it first"],
    ["our own map", Buffer.from("MSAFARA ROAD MAP"), /^This is a map that was imported already/],
    ["a ZIP", Buffer.from("PK\x03\x04map.osm.pbf"), "The file is a ZIP: unpack it first"],
    ["words", Buffer.from("Not Found"), `This looks like a text and no map: ${WANTED}`],
    ["two letters", Buffer.from("ok"), /^This looks like a text and no map/],
    ["blanks", Buffer.from(" \n \n \n"), /^This looks like a text and no map/],
    ["a text of Windows", Buffer.from("\uFEFFNot Found", "utf16le"), /^This looks like a text/],
    ["a list of JSON", Buffer.from('[{"id":1}]'), /^This is a list of JSON: expected an answer/],
    ["a question", Buffer.from("[out:json];way;out;"), /^This is a question to Overpass/],
    ["a web page with a mark", Buffer.from("\uFEFF<html>"), /^This is XML or a web page/],
    ["an .osm", Buffer.from("\n<osm version='0.6'>"), /^This is XML: expected \.osm\.pbf/],
    ["another JSON", Buffer.from('{"type":"FeatureCollection"}'), /^This is no answer of Overpass/],
    ["JSON cut off", overpass().subarray(0, -40), /^The file is cut off/],
    ["a file cut off", good.subarray(0, -3), /^The file is cut off: expected \d+ more bytes/],
    ["a file cut off between blocks", good.subarray(0, 52), /^The file/],
    [
      "a block of another kind first",
      writeBlob("OSMData", Buffer.alloc(0)),
      /expected "OSMHeader"/,
    ],
    ["a wish that is unknown", writeBlob("OSMHeader", Buffer.from([34, 1, 88])), /asks for "X"/],
    [
      "a way without nodes",
      Buffer.from('{"elements":[{"type":"way","id":1}]}'),
      /^Way 1 names no nodes: ask Overpass with "out body; >; out skel qt;"/,
    ],
    [
      "an answer of Overpass that ran out of time",
      Buffer.from(
        String.raw`{"osm3s":{"remark":"x"},"elements":[],"remark":"runtime error: Query \"timed\" out"}`,
      ),
      /^Overpass stopped half way and answered only a part: it says "runtime error: Query 'timed' out"/,
    ],
    [
      "a node that is not on earth",
      Buffer.from('{"elements":[{"type":"node","id":7,"lat":91,"lon":0}]}'),
      "Node 7 lies at 91,0, which is not on earth",
    ],
    [
      "a tag that is a list in a list in a list",
      Buffer.from(
        `{"elements":[{"type":"way","id":1,"nodes":[1],"tags":{"name":${"[".repeat(50_000)}${"]".repeat(50_000)}}}]}`,
      ),
      "Expected a text, found a list",
    ],
    [
      "a tag that is no text",
      Buffer.from(
        '{"elements":[{"type":"way","id":1,"nodes":[1],"tags":{"name":{"toString":1}}}]}',
      ),
      "Expected a text, found an object",
    ],
    [
      "half an element",
      Buffer.from('{"elements":[{"type":"way","id":1.5,"nodes":[]}]}'),
      "An element has the number 1.5: expected a whole number of at most 53 bits",
    ],
    ["a node nowhere", Buffer.from('{"elements":[{"type":"node","id":1}]}'), /^Expected a number/],
  ] as const)("%s", async ([, bytes, sentence]) => {
    expect(await readAll(bytes)).toEqual(expect.stringMatching(sentence));
  });
});

test("whatever bytes are changed, a map or a sentence comes of it", async () => {
  const good = writePbf(MAP);
  const anyDamage = asyncProperty(
    integer({ min: 0, max: good.length - 1 }),
    uint8Array({ minLength: 1, maxLength: 4 }),
    async (at, damage) => {
      const spoilt = Buffer.from(good);
      spoilt.set(damage.subarray(0, spoilt.length - at), at);
      expect(["string", "object"]).toContain(typeof (await readAll(spoilt, 1000)));
    },
  );
  await assert(anyDamage, { numRuns: 200 });
});

describe("a block that was packed well", () => {
  const header = writeBlob("OSMHeader", Buffer.from([34, 14, ...Buffer.from("OsmSchema-V0.6")]));
  const fileOf = (block: Uint8Array) =>
    Buffer.concat([header, writeBlob("OSMData", Buffer.from(block))]);

  test("and claims more than it holds is called cut off", async () => {
    const answer = await readAll(fileOf(new Uint8Array([10, 100, 1])));
    expect(answer).toBe("A field is cut off: expected 100 bytes, found 1");
  });

  test("and bursts into millions of elements is refused while it is small", async () => {
    const empty = Buffer.alloc(2_000_000, Buffer.from([26, 0]));
    const length = [
      (empty.length % 128) + 128,
      ((empty.length >> 7) % 128) + 128,
      empty.length >> 14,
    ];
    const answer = await readAll(fileOf(Buffer.concat([Buffer.from([18, ...length]), empty])));
    expect(answer).toBe("A block holds millions of elements: expected thousands");
  });

  test("gives a map or a sentence, whatever numbers stand in it", async () => {
    const anyBlock = asyncProperty(uint8Array({ maxLength: 60 }), async (block) => {
      expect(["string", "object"]).toContain(typeof (await readAll(fileOf(block), 1000)));
    });
    await assert(anyBlock, { numRuns: 300 });
  });
});
