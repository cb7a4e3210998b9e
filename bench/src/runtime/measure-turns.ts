import { type CpuUsed, cpuBetween, readCpu } from "../cpu-clock.ts";
import { type Written, writtenSince } from "./count-commits.ts";
import type { Engine } from "./open-engine.ts";
import type { Ground } from "./open-ground.ts";

const WARM_MS = 700;

/** What the engine did in a while. */
export interface Turns {
  readonly perSecond: number;
  readonly oursUs: number;
  readonly serverUs: number;
  readonly p50: number;
  readonly p99: number;
  readonly written: Written;
}

/** Turns a second with so many parcels in circulation; afterwards all is at rest again. */
export async function measureTurns(
  { ground, engine }: { readonly ground: Ground; readonly engine: Engine },
  { parcels, lastsMs }: { readonly parcels: number; readonly lastsMs: number },
): Promise<Turns> {
  await engine.pour(parcels);
  await pause(WARM_MS);
  const writtenBefore = { ...engine.written };
  engine.waits.clear();
  const before = readCpu(ground.serverPid);
  const from = performance.now();
  await pause(lastsMs);
  const took = performance.now() - from;
  const used = cpuBetween(before, readCpu(ground.serverPid));
  const written = writtenSince(writtenBefore, engine.written);
  const quantiles = engine.waits.quantiles();
  await engine.drain();
  return {
    ...perTurn(used, written.turns),
    ...quantiles,
    written,
    perSecond: (written.turns * 1_000) / took,
  };
}

function perTurn(
  { oursMs, serverMs }: CpuUsed,
  turns: number,
): { oursUs: number; serverUs: number } {
  return { oursUs: (oursMs * 1_000) / turns, serverUs: (serverMs * 1_000) / turns };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
