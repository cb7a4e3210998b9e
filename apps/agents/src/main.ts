import { Fault, realWorld } from "@msafara/kernel";
import { type Config, readConfig } from "./config.ts";
import { openLog } from "./open-log.ts";
import { runAgents } from "./run-agents.ts";
import { untilTold } from "./until-told.ts";

const world = realWorld();
const told = untilTold();

function openAgentsLog(level: string) {
  return openLog({ world, service: "agents", level });
}

async function main(): Promise<void> {
  const config: Config = readConfig(process.env);
  await runAgents({ world, config, log: openAgentsLog(config.logLevel), told });
}

try {
  await main();
} catch (error) {
  const sentence = error instanceof Fault ? error.message : "The host of agents broke";
  openAgentsLog("info").fatal({ event: "agents.failed", sentence, err: error }, "agents failed");
  process.exitCode = 1;
}
