import type { Worker } from "node:worker_threads";
import { Fault, type World } from "@msafara/kernel";
import type { TrafficEvent } from "../traffic/traffic-feed.ts";
import type { LiveMemory } from "../desk/tariff-desk.ts";
import type { FitterSaid, FitterTold } from "./thread-words.ts";

/** How often the fitter is asked whether it is time; it fits at most every two minutes. */
const LOOK_EVERY_MS = 5_000;

/** The thread that fits traffic for all others. */
export interface Fitting {
  /** What it fitted first. */
  readonly first: Promise<LiveMemory>;
  readonly tell: (event: TrafficEvent) => void;
  readonly close: () => Promise<void>;
}

interface FittingParts {
  readonly world: World;
  readonly hire: () => Worker;
  /** Another thread had to be hired, and it fits in memory of its own. */
  readonly moved: (live: LiveMemory) => void;
  readonly trouble: (fault: Fault) => void;
}

/**
 * Keeps one thread fitting. When it dies nobody knows what it had begun: the next one begins anew in other
 * memory, and whoever reads goes on in the old until that is fitted.
 */
export function openFitting({ world, hire, moved, trouble }: FittingParts): Fitting {
  const closing = new AbortController();
  let worker: Worker | undefined;
  let isFirst = true;
  const { promise: first, resolve: began, reject: failed } = Promise.withResolvers<LiveMemory>();

  function begin(): void {
    let isNew = true;
    worker = hire();
    worker.on("message", ({ live }: FitterSaid) => {
      if (isNew && isFirst) began(live);
      else if (isNew) moved(live);
      [isNew, isFirst] = [false, false];
    });
    worker.on("error", (cause) => {
      trouble(new Fault("The thread that fits traffic has died", { retry: true, cause }));
    });
    worker.on("exit", () => {
      worker = undefined;
      if (isFirst) failed(new Fault("The thread that fits traffic cannot begin", { retry: false }));
    });
    post({ now: world.now() });
  }

  function post(told: FitterTold): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A thread has no origin: this is no window.
    worker?.postMessage(told);
  }

  async function look(): Promise<void> {
    while (!closing.signal.aborted) {
      await world.sleep(LOOK_EVERY_MS, closing.signal);
      if (closing.signal.aborted) return;
      if (worker === undefined) begin();
      else post({ now: world.now() });
    }
  }

  begin();
  void look();
  return {
    first,
    tell: (happened) => post({ happened }),
    close: async () => {
      closing.abort();
      await worker?.terminate();
    },
  };
}
