import { parentPort, workerData } from "node:worker_threads";
import { seededDice } from "../../tour/dice.ts";
import { judgeMap, judgeMapFile } from "./judge-map.ts";
import { spoilJson } from "./spoil-json.ts";
import { spoilMapFile } from "./spoil-map-file.ts";
import { spoilPbf } from "./spoil-pbf.ts";
import type { SpoilAsked, SpoilTold } from "./spoil-many.ts";

const { kind, files, count, progress }: SpoilAsked = workerData;
const [spoil, judge] = {
  pbf: [spoilPbf, judgeMap] as const,
  overpass: [spoilJson, judgeMap] as const,
  roads: [spoilMapFile, judgeMapFile] as const,
}[kind];

const verdicts = new Map<string, number>();
let slowestMs = 0;
let slowest = 0;
let mostMb = 0;
let trouble: string | undefined;
for (let number = 0; number < count && trouble === undefined; number++) {
  Atomics.store(progress, 0, number);
  const dice = seededDice(number);
  // The first file is small and comes often; the others are real, and reach what it does not hold.
  const file = files[number % 20 === 19 ? Math.floor(dice() * files.length) : 0]!;
  const before = process.threadCpuUsage();
  try {
    const verdict = (await judge(spoil(file, dice))).replaceAll(/"[^"]*"|-?[\d.]+(e\+\d+)?/g, "…");
    verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
  } catch (error) {
    trouble = `Number ${number}: ${error instanceof Error ? error.stack : String(error)}`;
  }
  // Both are of this thread alone.
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  mostMb = Math.max(mostMb, Math.round((heapUsed + arrayBuffers) / 1_000_000));
  const { user, system } = process.threadCpuUsage(before);
  const tookMs = (user + system) / 1000;
  if (tookMs > slowestMs) [slowestMs, slowest] = [tookMs, number];
}
const told: SpoilTold = {
  verdicts: [...verdicts].toSorted(([, one], [, other]) => other - one),
  slowestMs,
  slowest,
  mostMb,
  ...(trouble === undefined ? {} : { trouble }),
};
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- A thread has no origin: this is no window.
parentPort?.postMessage(told);
