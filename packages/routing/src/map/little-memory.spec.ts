import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { describe, expect, test } from "vitest";
import { HAS_REAL_MAPS } from "../specs/map/real-maps.ts";

const IMPORT = new URL("../specs/map/import-worker.ts", import.meta.url);
/** As ways were objects, Porto died with 96. */
const HEAP_MB = 32;

describe.skipIf(!HAS_REAL_MAPS)("in little memory (skipped where ../shared is not there)", () => {
  test("a city of 160,000 arcs is imported with a heap of 32 MB (U100)", async () => {
    const worker = new Worker(IMPORT, {
      workerData: "r5-porto_portugal.osm.pbf",
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    });
    const [said] = await once(worker, "message");
    expect(said).toBeGreaterThan(160_000);
    await worker.terminate();
  }, 60_000);
});
