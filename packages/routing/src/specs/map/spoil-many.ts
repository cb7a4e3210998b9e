import { once } from "node:events";
import { Worker } from "node:worker_threads";

/** How many a gate spoils. */
export const GATE_BLOCKS = 400;

/** Whoever has minutes sets `MSAFARA_BLOCKS=100000`. */
// oxlint-disable-next-line house/no-process-env -- How thorough specs are is known to the one who runs them.
export const BLOCKS = Number(process.env["MSAFARA_BLOCKS"] ?? GATE_BLOCKS);

const HEAP_MB = 192;

export interface SpoilAsked {
  readonly kind: "pbf" | "overpass" | "roads";
  readonly files: readonly Uint8Array[];
  readonly count: number;
  /** The number of the file at hand, for whoever finds the thread hanging. */
  readonly progress: Int32Array;
}

export interface SpoilTold {
  /** What was said, figures left out, and how often; the most frequent first. */
  readonly verdicts: readonly (readonly [verdict: string, count: number])[];
  /** The most CPU that one file took, and which. */
  readonly slowestMs: number;
  readonly slowest: number;
  /** The most memory that the thread held after a file; what it may hold meanwhile, its heap limits. */
  readonly mostMb: number;
  readonly trouble?: string;
}

/** Spoils and judges in a thread of its own with little memory, which a caller can end when it hangs. */
export function spoilMany(asked: Omit<SpoilAsked, "progress">) {
  const progress = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL("spoil-worker.ts", import.meta.url), {
    workerData: { ...asked, progress },
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  return {
    told: once(worker, "message").then(([told]: SpoilTold[]) => told!),
    at: () => Atomics.load(progress, 0),
    end: () => worker.terminate(),
  };
}
