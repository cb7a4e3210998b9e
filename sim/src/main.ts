import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { realWorld } from "@msafara/kernel";
import { playToyDay } from "./toy/play-toy-day.ts";
import type { SeedOutcome } from "./play-seed.ts";
import type { SeedWork } from "./play-seeds.ts";
import { plants } from "./plants/plants.ts";
import { readKeptSeeds } from "./read-kept-seeds.ts";

const USAGE = `pnpm sim [--seeds N] [--from S]     plays N days from seed S on, and the kept seeds
pnpm sim --seed S [--trace]         plays one day, and tells what happened
         --plant ${Object.keys(plants).join(" | ")}
`;
const SHOWN_MAX = 10;

const world = realWorld();
const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "1000" },
    from: { type: "string", default: "1" },
    seed: { type: "string" },
    trace: { type: "boolean", default: false },
    plant: { type: "string" },
    help: { type: "boolean", default: false },
  },
});

if (values.help) say(USAGE);
else if (values.seed !== undefined) await playAlone(Number(values.seed));
else await playMany(Number(values.seeds), Number(values.from));

/** One day, told in full where it is asked for. */
async function playAlone(seed: number): Promise<void> {
  const { wrongs, notes, hash } = await playToyDay({
    seed,
    plant: values.plant,
    trace: values.trace,
  });
  if (values.trace) for (const note of notes) say(`${note}\n`);
  for (const wrong of wrongs) say(`${wrong}\n`);
  say(`seed ${seed}: ${wrongs.length === 0 ? "as it should be" : "WRONG"}, trace ${hash}\n`);
  if (wrongs.length > 0) process.exitCode = 1;
}

async function playMany(count: number, from: number): Promise<void> {
  const kept = (await readKeptSeeds()).map(({ seed }) => seed);
  const seeds = [...new Set([...kept, ...Array.from({ length: count }, (_, i) => from + i)])];
  const began = world.ticks();
  let done = 0;
  let failures = 0;
  const hear = ({ seed, wrongs }: SeedOutcome) => {
    done += 1;
    if (wrongs.length > 0) report((failures += 1), seed, wrongs);
    if (done % 500 === 0)
      say(`${done} of ${seeds.length} days, ${perSecond(done, began)} a second\n`);
  };
  const threads = Math.max(1, availableParallelism());
  await Promise.all(
    Array.from({ length: threads }, (_, i) => playInThread(share(seeds, i, threads), hear)),
  );
  const seconds = ((world.ticks() - began) / 1_000).toFixed(1);
  say(`${done} days in ${seconds} s, ${perSecond(done, began)} a second, ${failures} went wrong\n`);
  if (failures > 0) process.exitCode = 1;
}

function playInThread(
  seeds: readonly number[],
  hear: (outcome: SeedOutcome) => void,
): Promise<void> {
  const work: SeedWork = { seeds, plant: values.plant };
  const worker = new Worker(new URL("./play-seeds.ts", import.meta.url), { workerData: work });
  worker.on("message", hear);
  return new Promise((resolve, reject) => {
    worker.on("error", reject);
    worker.on("exit", () => resolve());
  });
}

function report(failures: number, seed: number, wrongs: readonly string[]): void {
  if (failures > SHOWN_MAX) return;
  const plant = values.plant === undefined ? "" : ` --plant ${values.plant}`;
  say(`seed ${seed} went wrong; replay: pnpm sim --seed ${seed} --trace${plant}\n`);
  for (const wrong of wrongs.slice(0, 5)) say(`  ${wrong}\n`);
}

function share(seeds: readonly number[], thread: number, threads: number): readonly number[] {
  return seeds.filter((_, i) => i % threads === thread);
}

function perSecond(days: number, began: number): string {
  return ((1_000 * days) / (world.ticks() - began)).toFixed(0);
}

function say(text: string): void {
  process.stdout.write(text);
}
