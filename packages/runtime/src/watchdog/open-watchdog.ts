import { Worker } from "node:worker_threads";
import type { Watch } from "../node/watch.ts";
import { openSlate, writerOf } from "./slate.ts";

/** When a turn has gone wrong, and who is told. */
export interface WatchdogOptions {
  /**
   * A module that exports `recordSuspect(settings, suspect)`. It is loaded in the watching thread, since
   * the thread that takes turns is the one that hangs.
   */
  readonly recorder: URL;
  /** Handed to the recorder as it is: where the database is, for one. */
  readonly settings: Readonly<Record<string, string>>;
  /** A turn that takes longer ends the process. */
  readonly turnMs: number;
  /** A process that grows beyond this during a turn ends, too. */
  readonly rssBytesMax: number;
}

/** What the watching thread is told. */
export interface WatchOrders extends Omit<WatchdogOptions, "recorder"> {
  readonly recorder: string;
  readonly slate: SharedArrayBuffer;
}

/** What is written down before the process ends, so that the input is set aside and not tried again. */
export interface Suspect {
  readonly address: string;
  readonly item: string;
  readonly why: string;
}

/** Watches turns from a second thread: one that never returns, or eats all memory, costs one node once (G7). */
export function openWatchdog({ recorder, ...options }: WatchdogOptions): Watch {
  const slate = openSlate();
  const orders: WatchOrders = { ...options, recorder: recorder.href, slate };
  const thread = new Worker(new URL("./watch-thread.ts", import.meta.url), { workerData: orders });
  thread.unref();
  return {
    ...writerOf(slate),
    close: async () => {
      await thread.terminate();
    },
  };
}
