import { writeFile } from "node:fs/promises";
import { realWorld, toIso } from "@msafara/kernel";
import { longDay } from "../market/market-options.ts";
import { printMarketReport } from "../market/market-report.ts";
import { runMarket } from "../market/run-market.ts";
import { type ChaosOptions, readOptions, USAGE } from "./options.ts";
import { printReport } from "./print-report.ts";
import { runChaos } from "./run-chaos.ts";

const SEEDS = 1_000_000;
const INTERRUPTED = 130;

const interrupt = new AbortController();
let isInterrupted = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    isInterrupted = true;
    interrupt.abort();
  });
}
// Whatever was interrupted may still wait for something: it ends here.
process.exit(await main(process.argv.slice(2)));

async function main(args: readonly string[]): Promise<number> {
  const world = realWorld();
  let options;
  try {
    options = readOptions(args, Math.floor(world.dice("seed") * SEEDS));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    return 2;
  }
  const from = world.ticks();
  const log = (line: string) => {
    const seconds = ((world.ticks() - from) / 1_000).toFixed(1).padStart(7);
    console.log(`${seconds} s  ${line}`);
  };
  log(`seed ${options.seed}, begun ${toIso(world.now())}`);
  try {
    const { report, lines } = await run(options, log);
    for (const line of lines) console.log(line);
    if (options.json !== undefined) await writeFile(options.json, JSON.stringify(report, null, 2));
    return report.wrongs.length === 0 ? 0 : 1;
  } catch (error) {
    if (isInterrupted) return INTERRUPTED;
    console.error(`seed ${options.seed}: the run itself failed`, error);
    return 1;
  }
}

async function run(options: ChaosOptions, log: (line: string) => void) {
  const stage = { log, signal: interrupt.signal };
  if (options.market === undefined) {
    const report = await runChaos(options, stage);
    return { report, lines: printReport(report) };
  }
  const report = await runMarket(longDay({ seed: options.seed, ...options.market }), stage);
  return { report, lines: printMarketReport(report) };
}
