import { setTimeout as pause } from "node:timers/promises";
import type { Address, Caller } from "@msafara/runtime";
import { openWaits } from "../waits.ts";
import { newParcel } from "./parcel.ts";

const TICK_MS = 1;

/** How long asks took, and how many were answered otherwise than `done`. */
export interface AskLatency {
  readonly p50: number;
  readonly p99: number;
  readonly asked: number;
  readonly failed: number;
}

export interface AskPace {
  readonly perSecond: number;
  readonly lastsMs: number;
  /** Who is asked, by the number of the ask. */
  readonly whom: (i: number) => Address;
}

/**
 * Asks at an even pace, whether or not earlier ones have been answered: each with a key of its own, so
 * each claims a receipt, and its answer is durable when it comes.
 */
export async function askLatency(
  caller: Caller,
  { perSecond, lastsMs, whom }: AskPace,
): Promise<AskLatency> {
  const waits = openWaits();
  const asks: Promise<void>[] = [];
  let failed = 0;
  const run = `${process.pid}-${performance.now()}`;

  async function ask(i: number): Promise<void> {
    const { note } = newParcel();
    const wish = { principal: `usr_${i % 100}`, key: `${run}-${i}`, timeoutMs: 5_000 };
    const began = performance.now();
    const { status } = await caller.ask(whom(i), { type: "weigh", note }, wish);
    waits.add(performance.now() - began);
    if (status !== "done") failed += 1;
  }

  const from = performance.now();
  for (let passed = 0; passed < lastsMs; passed = performance.now() - from) {
    const due = Math.floor((passed * perSecond) / 1_000);
    while (asks.length < due) asks.push(ask(asks.length));
    await pause(TICK_MS);
  }
  await Promise.all(asks);
  return { ...waits.quantiles(), asked: asks.length, failed };
}
