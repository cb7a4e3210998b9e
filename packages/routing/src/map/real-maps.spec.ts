import { isRefusal } from "@msafara/kernel";
import { beforeAll, describe, expect, test } from "vitest";
import { checkRoadGraph } from "../graph/check-road-graph.ts";
import { chunks } from "../specs/map/chunks.ts";
import { HAS_REAL_MAPS, realMap } from "../specs/map/real-maps.ts";
import { assembleRoads } from "./assemble-roads.ts";
import { openMapFile, writeMapFile } from "./map-file.ts";
import { readOsm } from "./read-osm.ts";
import type { RoadMap } from "./road-map.ts";
import type { Country } from "./tags/speed-of.ts";

const NEW_YORK = "valhalla-ny-access-restriction.osm.pbf";
const NEW_HAMPSHIRE = "valhalla-nh-access-restriction.osm.pbf";

async function mapOf(file: string, country: Country): Promise<RoadMap> {
  const map = await assembleRoads(realMap(file), { version: file, country });
  if (isRefusal(map)) expect.unreachable(`${file}: ${map.facts["why"]}`);
  return map;
}

/** A city is read in a second; on a machine that does much else it may take its time. */
const UNHURRIED = { timeout: 60_000 };

const limited = (column: Uint16Array) => column.filter((limit) => limit > 0).length;

describe.skipIf(!HAS_REAL_MAPS)(
  "of real maps (skipped where ../shared is not there)",
  UNHURRIED,
  () => {
    test.for([
      ["osrm-monaco.osm.pbf", 2_440, 4_693, 27],
      ["gh-andorra.osm.pbf", 1_972, 3_972, 0],
      ["nairobi-overpass-a955c3a0.json", 1_228, 2_370, 0],
      ["nairobi-overpass-0b493904.json", 3_079, 6_419, 0],
    ] as const)("%s has %i junctions, %i arcs and %i rules", async ([file, nodes, arcs, rules]) => {
      const { graph, notes } = await mapOf(file, "any");
      expect([graph.nodeCount, graph.arcCount]).toEqual([nodes, arcs]);
      expect(graph.turnRules).toHaveLength(rules);
      expect(checkRoadGraph(graph)).toEqual([]);
      expect(notes.mainlandNodes / nodes).toBeGreaterThan(0.8);
    });

    describe("Porto", () => {
      let porto: RoadMap;

      beforeAll(async () => {
        porto = await mapOf("r5-porto_portugal.osm.pbf", "PT");
      }, UNHURRIED.timeout);

      test("has 357 relations about turning, and says of each what became of it", () => {
        const { turnRules } = porto.graph;
        expect(porto.notes.restrictionsRead).toBe(357);
        const unused = Object.values(porto.notes.restrictionsUnused);
        const used = new Set(turnRules.map(({ osmId }) => osmId)).size;
        expect(used + unused.reduce((sum, count) => sum + count, 0)).toBe(357);
        expect(used).toBe(337);
      });

      test("has its 25 limits of height, its weights and widths", () => {
        const { ways } = porto.graph;
        expect(limited(ways.heightCm)).toBe(25);
        expect(limited(ways.weightTenKg)).toBe(12);
        expect(limited(ways.widthCm)).toBe(7);
        expect(new Set(ways.heightCm)).toContain(310);
      });

      test("holds together, and nearly all of it can be reached", () => {
        const { graph, notes } = porto;
        expect(checkRoadGraph(graph)).toEqual([]);
        expect(notes.mainlandNodes / graph.nodeCount).toBeGreaterThan(0.98);
      });

      test("is opened as it was kept", () => {
        const bytes = writeMapFile(porto);
        const opened = openMapFile(bytes);
        if (isRefusal(opened)) expect.unreachable(String(opened.facts["why"]));
        expect(Buffer.compare(writeMapFile(opened), bytes)).toBe(0);
      });
    });
  },
);

describe.skipIf(!HAS_REAL_MAPS)(
  "of maps for lorries (skipped where ../shared is not there)",
  () => {
    test("New York and New Hampshire have 44 relations and 129 ways that speak of lorries", async () => {
      let ways = 0;
      for (const file of [NEW_YORK, NEW_HAMPSHIRE]) {
        for await (const block of readOsm(realMap(file)())) {
          if (isRefusal(block)) expect.unreachable(String(block.facts["why"]));
          const lorries = block.ways.filter(({ tags }) => /hgv/.test(Object.keys(tags).join()));
          ways += lorries.length;
        }
      }
      const [york, hampshire] = [await mapOf(NEW_YORK, "US"), await mapOf(NEW_HAMPSHIRE, "US")];
      expect(york.notes.restrictionsRead + hampshire.notes.restrictionsRead).toBe(44);
      expect(ways).toBe(129);
      const nights = york.conditions.filter(({ when }) => when === "19:00-06:00");
      expect(nights.length + hampshire.conditions.length).toBeGreaterThan(0);
      expect(nights.every(({ access, binds }) => access === "no" && binds.join() === "hgv")).toBe(
        true,
      );
    });

    test("a file that was cut off is refused, wherever the cut is", async () => {
      const parts: Uint8Array[] = [];
      for await (const part of realMap(NEW_HAMPSHIRE)()) parts.push(part);
      const bytes = Buffer.concat(parts);
      for (const share of [0.1, 0.5, 0.99]) {
        const cut = bytes.subarray(0, Math.floor(bytes.length * share));
        const answer = await assembleRoads(() => chunks(cut, 4096), { version: "cut" });
        expect(isRefusal(answer) && answer.facts["why"]).toMatch(/cut off/);
      }
    });
  },
);
