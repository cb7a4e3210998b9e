import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { type Dimacs, readDimacs } from "./read-dimacs.ts";

const SHARED =
  // oxlint-disable-next-line house/no-process-env -- Where the shared data lie is known to the one who runs the specs.
  process.env["MSAFARA_SHARED"] ?? resolve(import.meta.dirname, "../../../../../shared");
const NODES = resolve(SHARED, "data/dimacs/USA-road-d.NY.co.gz");

/** Whether New York is on this machine; specs about it are left out where it is not. */
export const hasNewYork = existsSync(NODES);

/** New York's 264,346 junctions and 733,846 arcs, by time or by distance. */
export function readNewYork(measure: "time" | "distance"): Dimacs {
  const file = measure === "time" ? "USA-road-t.NY.gr.gz" : "USA-road-d.NY.gr.gz";
  return readDimacs({ arcs: resolve(SHARED, "data/dimacs", file), nodes: NODES });
}
