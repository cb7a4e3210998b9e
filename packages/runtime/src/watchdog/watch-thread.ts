/* oxlint-disable house/no-ambient -- The one thread that must go on when the world of the other stands still. */
import { workerData } from "node:worker_threads";
import type { Suspect, WatchOrders } from "./open-watchdog.ts";
import { readSlate, type Seen } from "./slate.ts";

const LOOKS_PER_TURN = 20;
const LOOK_MS_MIN = 10;
/** The record is worth a moment; a database that is away is not worth a node that hangs for long. */
const RECORD_MS_MAX = 3_000;

const orders: WatchOrders = workerData;
const lookMs = Math.max(LOOK_MS_MIN, orders.turnMs / LOOKS_PER_TURN);
const looksMax = Math.ceil(orders.turnMs / lookMs);

// Loaded ahead: once a turn hangs, every moment brings the lease nearer to its end.
const recorder: Promise<{
  readonly recordSuspect: (settings: WatchOrders["settings"], suspect: Suspect) => Promise<void>;
}> = import(orders.recorder);

let last: Seen | undefined;
let looks = 0;

// Looks are counted, not milliseconds: a process that was stopped and goes on has not hung.
const clock = setInterval(() => {
  const seen = readSlate(orders.slate);
  looks = seen !== undefined && seen.number === last?.number ? looks + 1 : 0;
  last = seen;
  if (seen === undefined) return;
  if (looks >= looksMax) return end(seen, `A turn took longer than ${orders.turnMs} ms`);
  if (process.memoryUsage.rss() > orders.rssBytesMax) {
    end(seen, `A turn grew the process beyond ${orders.rssBytesMax} bytes`);
  }
}, lookMs);

function end({ address, item }: Seen, why: string): void {
  clearInterval(clock);
  const giveUp = setTimeout(kill, RECORD_MS_MAX);
  record({ address, item, why })
    .catch((error: unknown) =>
      process.stderr.write(`Cannot record the suspect: ${String(error)}\n`),
    )
    .finally(() => {
      clearTimeout(giveUp);
      kill();
    });
}

async function record(suspect: Suspect): Promise<void> {
  const { recordSuspect } = await recorder;
  await recordSuspect(orders.settings, suspect);
}

function kill(): void {
  process.kill(process.pid, "SIGKILL");
}
