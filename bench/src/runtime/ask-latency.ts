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

/** Asks one after the other, each durable before the next, as often as fits. */
export async function asksInTurn(
  caller: Caller,
  { lastsMs, whom }: Omit<AskPace, "perSecond">,
): Promise<AskLatency> {
  const asking = openAsking(caller, whom);
  const from = performance.now();
  while (performance.now() - from < lastsMs) await asking.ask();
  return asking.latency();
}

/**
 * Asks at an even pace, whether or not earlier ones have been answered: each with a key of its own, so
 * each claims a receipt, and its answer is durable when it comes.
 */
export async function askLatency(
  caller: Caller,
  { perSecond, lastsMs, whom }: AskPace,
): Promise<AskLatency> {
  const asking = openAsking(caller, whom);
  const asks: Promise<void>[] = [];
  const from = performance.now();
  for (let passed = 0; passed < lastsMs; passed = performance.now() - from) {
    const due = Math.floor((passed * perSecond) / 1_000);
    while (asks.length < due) asks.push(asking.ask());
    await pause(TICK_MS);
  }
  await Promise.all(asks);
  return asking.latency();
}

function openAsking(caller: Caller, whom: AskPace["whom"]) {
  const waits = openWaits();
  let asked = 0;
  let failed = 0;
  const run = `${process.pid}-${performance.now()}`;

  async function ask(): Promise<void> {
    const i = asked++;
    const { note } = newParcel();
    const wish = { principal: `usr_${i % 100}`, key: `${run}-${i}`, timeoutMs: 5_000 };
    const began = performance.now();
    const { status } = await caller.ask(whom(i), { type: "weigh", note }, wish);
    waits.add(performance.now() - began);
    if (status !== "done") failed += 1;
  }

  return { ask, latency: () => ({ ...waits.quantiles(), asked, failed }) };
}
