import { Worker } from "node:worker_threads";
import { assert, type Refusal, refuse } from "@msafara/kernel";
import type { Drive } from "../route/drive.ts";
import type { Roads } from "../route/roads.ts";
import type { NextTraffic, TariffMemory, TariffSlot } from "./tariff-slot.ts";

/** What a thread that fits traffic is given when it is hired: the map once, and the memory of the tariff. */
export interface FitterHired {
  readonly parts: Omit<Roads, "snap">;
  readonly drive: Drive;
  readonly memory: TariffMemory;
}

/** One fitting that is asked for. */
export interface FitAsked {
  readonly number: number;
  readonly next: NextTraffic;
}

interface FitTold {
  readonly number: number;
  readonly version: number | Refusal<"metric-in-draft" | "metric-in-use">;
}

/** Fits tariffs in a thread of its own, one after the other, while everybody goes on asking. */
export interface TrafficFitter {
  /** Answers the version that is in force afterwards. A thread that has died refuses. */
  readonly fit: (next: NextTraffic) => Promise<FitTold["version"] | Refusal<"fitter-gone">>;
  readonly close: () => Promise<void>;
}

/** Hires a thread that fits traffic to the tariff in a slot. */
export function hireFitter(roads: Roads, drive: Drive, { memory }: TariffSlot): TrafficFitter {
  const { snap: _snap, ...parts } = roads;
  const workerData: FitterHired = { parts, drive, memory };
  const worker = new Worker(new URL("traffic-worker.ts", import.meta.url), { workerData });
  worker.unref();
  const waiting = new Map<number, (told: FitTold["version"] | Refusal<"fitter-gone">) => void>();
  let number = 0;
  let isGone = false;
  worker.on("message", ({ number: done, version }: FitTold) => {
    waiting.get(done)?.(version);
    waiting.delete(done);
  });
  const leave = () => {
    isGone = true;
    for (const tell of waiting.values()) tell(refuse("fitter-gone"));
    waiting.clear();
  };
  worker.on("error", leave);
  worker.on("exit", leave);

  return {
    fit: (next) => {
      if (isGone) return Promise.resolve(refuse("fitter-gone"));
      number += 1;
      const asked: FitAsked = { number, next };
      return new Promise((resolve) => {
        waiting.set(asked.number, resolve);
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A thread has no origin: this is no window.
        worker.postMessage(asked);
      });
    },
    close: async () => {
      await worker.terminate();
    },
  };
}

/** Roads as a fitting needs them; nobody looks for an address there. */
export function bareRoads(parts: FitterHired["parts"]): Roads {
  return {
    ...parts,
    snap: () => {
      assert(false, "whoever fits traffic snaps nothing");
      return refuse("no-road-near", { why: "none", withinM: 0 });
    },
  };
}
