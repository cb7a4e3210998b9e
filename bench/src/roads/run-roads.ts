import { availableParallelism, cpus, totalmem } from "node:os";
import { hasNewYork } from "@msafara/routing/specs";
import type { Bench, BenchParts } from "../bench.ts";
import type { Machine } from "../machine.ts";
import { busyCores } from "../market/busy-cores.ts";
import { shown } from "../print-rows.ts";
import type { Row } from "../row.ts";
import { arrivalRows } from "./arrival-rows.ts";
import { bundleRows } from "./bundle-rows.ts";
import { detourRows } from "./detour-rows.ts";
import { fitRows } from "./fit-rows.ts";
import { geojsonRows } from "./geojson-rows.ts";
import { openNgraph } from "./ngraph-finder.ts";
import { openCity } from "./open-city.ts";
import { pgroutingRows } from "./pgrouting-rows.ts";
import { planOf } from "./plan.ts";
import { roundRows } from "./round-rows.ts";
import { tourRows } from "./tour-rows.ts";
import { wayRows } from "./way-rows.ts";

const LOOK_MS = 1_500;
/** Of two cores; what is measured wants one. */
const BUSY_MAX = 0.8;
const BYTES_PER_GIB = 1_073_741_824;
/** NBA's median where VROOM's seconds were taken. */
const NBA_THERE_MS = 27;

const NOTES = [
  "New York of the 9th DIMACS challenge by distance: 264,346 junctions, 733,846 arcs. Everything runs in",
  "one thread. Short questions are timed by the clock, long ones, fittings and tours by CPU. Seconds that were",
  "given to others elsewhere are scaled by how long NBA takes here and took there (27 ms).",
];

/** Asks how fast ways, matrices and tours are, beside what npm offers and what VROOM did. */
export const runRoads: Bench = async (parts) => {
  const { say } = parts;
  const machine = describeBareMachine();
  for (const line of NOTES) say(line);
  say(
    `On ${machine.cores} cores (${machine.cpu}), ${machine.memoryGib} GiB, Node ${machine.node}.`,
  );
  if (!hasNewYork) {
    say(
      "New York is not at hand: set MSAFARA_SHARED to where the public data lie. Nothing is asked.",
    );
    return { machine, notes: NOTES, rows: [] };
  }
  const busy = await busyCores(LOOK_MS);
  if (busy > BUSY_MAX) say(`Others keep ${shown(busy)} cores busy: what is missed means little.`);
  const rows = await askParts(parts);
  return { machine, notes: NOTES, rows: busy > BUSY_MAX ? rows.map(unquiet) : rows };
};

/** Asks for ways always, since all else is held against NBA, and then for the parts that are wanted. */
async function askParts(parts: BenchParts): Promise<readonly Row[]> {
  const { say, only = "" } = parts;
  const began = performance.now();
  const told = (what: string) => say(`${shown((performance.now() - began) / 1_000)} s: ${what}`);
  const plan = planOf(parts);
  told("a city");
  const city = openCity(plan.pairs);
  const ngraph = openNgraph(city.roads.graph, city.cost);
  told("ways");
  const { rows: ways, nbaMs } = wayRows(city, plan, ngraph);
  const scale = nbaMs / NBA_THERE_MS;
  say(`NBA takes ${shown(nbaMs)} ms here: seconds count ${shown(scale)} times.`);
  const rest: Readonly<Record<string, () => readonly Row[] | Promise<readonly Row[]>>> = {
    geojson: () => geojsonRows(city, plan),
    pgrouting: () => pgroutingRows(city, plan, process.env["PGROUTING_URL"]),
    fittings: () => fitRows(city, plan, ngraph),
    detours: () => detourRows(city, plan, nbaMs),
    rounds: () => roundRows(scale),
    tours: () => tourRows(plan, scale),
    bundles: () => bundleRows(plan, scale),
    arrivals: () => arrivalRows(),
  };
  const rows = [...ways];
  for (const [name, ask] of Object.entries(rest)) {
    if (!name.includes(only)) continue;
    told(name);
    rows.push(...(await ask()));
  }
  told("done");
  return rows;
}

/** What is missed while others are at work is not missed for sure. */
function unquiet(row: Row): Row {
  return row.verdict === "missed" ? { ...row, verdict: "unquiet" } : row;
}

/** The machine alone: no server takes part. */
function describeBareMachine(): Machine {
  return {
    cores: availableParallelism(),
    cpu: cpus()[0]?.model ?? "unknown",
    memoryGib: Math.round(totalmem() / BYTES_PER_GIB),
    node: process.version,
    postgres: "none",
  };
}
