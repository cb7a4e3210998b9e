import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { realWorld } from "@msafara/kernel";
import { marketPlants } from "./market/plants/market-plants.ts";
import { type Kind, playDay, type SeedOptions, type SeedOutcome } from "./play-seed.ts";
import type { SeedWork } from "./play-seeds.ts";
import { plants } from "./plants/plants.ts";
import { readKeptSeeds } from "./read-kept-seeds.ts";
import { shrinkSeed } from "./shrink-seed.ts";

const USAGE = `pnpm sim [--seeds N] [--from S]     plays N days from seed S on, and the kept seeds
pnpm sim --seed S [--trace]         plays one day, and tells what happened
pnpm sim --seed S --shrink          leaves out what a day that went wrong can do without
         --market                   days of the market, not of the toy
         --without a,b              leaves out errands and mishaps by their names
         --plant NAME               with a bug: ${Object.keys(plants).join(", ")};
                                    on a market also ${Object.keys(marketPlants).join(", ")}
`;
const SHOWN_MAX = 10;

const world = realWorld();
const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "1000" },
    from: { type: "string", default: "1" },
    seed: { type: "string" },
    trace: { type: "boolean", default: false },
    market: { type: "boolean", default: false },
    plant: { type: "string" },
    shrink: { type: "boolean", default: false },
    without: { type: "string", default: "" },
    help: { type: "boolean", default: false },
  },
});

const kind: Kind = values.market ? "market" : "toy";
const { plant, trace } = values;
const without = values.without.split(",").filter((name) => name !== "");
const options: SeedOptions = { kind, plant, trace, without };

if (values.help) say(USAGE);
else if (values.seed !== undefined && values.shrink) await shrink(Number(values.seed));
else if (values.seed !== undefined) await playAlone(Number(values.seed));
else await playMany(Number(values.seeds), Number(values.from));

/** One day, told in full where it is asked for. */
async function playAlone(seed: number): Promise<void> {
  const { wrongs, notes, hash } = await playDay({ ...options, seed });
  if (trace) for (const note of notes) say(`${note}\n`);
  for (const wrong of wrongs) say(`${wrong}\n`);
  say(`seed ${seed}: ${wrongs.length === 0 ? "as it should be" : "WRONG"}, trace ${hash}\n`);
  if (wrongs.length > 0) process.exitCode = 1;
}

/** Prints the smallest day that still goes wrong, as a command. */
async function shrink(seed: number): Promise<void> {
  const { left, leftOut, wrongs } = await shrinkSeed(seed, options);
  say(`${left.length} errands and mishaps are left: ${left.join(" ")}\n`);
  for (const wrong of wrongs) say(`${wrong}\n`);
  say(`replay: ${commandFor(seed)} --without ${leftOut.join(",")}\n`);
  if (wrongs.length > 0) process.exitCode = 1;
}

async function playMany(count: number, from: number): Promise<void> {
  const kept = (await readKeptSeeds(kind)).map(({ seed }) => seed);
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
  const work: SeedWork = { seeds, options: { kind, plant, without } };
  const worker = new Worker(new URL("./play-seeds.ts", import.meta.url), { workerData: work });
  worker.on("message", hear);
  return new Promise((resolve, reject) => {
    worker.on("error", reject);
    worker.on("exit", () => resolve());
  });
}

function report(failures: number, seed: number, wrongs: readonly string[]): void {
  if (failures > SHOWN_MAX) return;
  say(`seed ${seed} went wrong; replay: ${commandFor(seed)} --trace\n`);
  for (const wrong of wrongs.slice(0, 5)) say(`  ${wrong}\n`);
}

function commandFor(seed: number): string {
  const [market, bug] = [
    values.market ? " --market" : "",
    plant === undefined ? "" : ` --plant ${plant}`,
  ];
  return `pnpm sim${market} --seed ${seed}${bug}`;
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
