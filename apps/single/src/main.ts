import { openLog, untilTold } from "@msafara/gateway";
import { Fault, realWorld } from "@msafara/kernel";
import { type Config, readConfig } from "./config.ts";
import { runSingle } from "./run-single.ts";

const world = realWorld();
const told = untilTold();

function openSingleLog(level: string) {
  return openLog({ world, service: "single", level });
}

async function main(): Promise<void> {
  const config: Config = readConfig(process.env);
  await runSingle({ world, config, log: openSingleLog(config.logLevel), told });
}

try {
  await main();
} catch (error) {
  const sentence = error instanceof Fault ? error.message : undefined;
  openSingleLog("info").fatal({ event: "single.failed", sentence, err: error }, "single failed");
  process.exitCode = 1;
}
