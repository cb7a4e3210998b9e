import { parentPort, workerData } from "node:worker_threads";
import { playSeed, type SeedOptions } from "./play-seed.ts";

/** What a thread is told. */
export interface SeedWork {
  readonly seeds: readonly number[];
  readonly options: SeedOptions;
}

/** A thread of `pnpm sim`: plays its seeds one after the other, and tells of each. */
async function playSeeds({ seeds, options }: SeedWork): Promise<void> {
  for (const seed of seeds) {
    const outcome = await playSeed(seed, options);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A thread, not a window.
    parentPort?.postMessage(outcome);
  }
}

if (parentPort !== null) await playSeeds(workerData);
