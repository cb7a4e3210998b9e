import { Fault, realWorld } from "@msafara/kernel";
import { type Config, readConfig } from "./config.ts";
import { openLog } from "./open-log.ts";
import { runGateway } from "./run-gateway.ts";
import { untilTold } from "./until-told.ts";

const world = realWorld();
const told = untilTold();

function openGatewayLog(level: string) {
  return openLog({ world, service: "gateway", level });
}

async function main(): Promise<void> {
  const config: Config = readConfig(process.env);
  await runGateway({ world, config, log: openGatewayLog(config.logLevel), told });
}

try {
  await main();
} catch (error) {
  const sentence = error instanceof Fault ? error.message : "The gateway broke";
  openGatewayLog("info").fatal({ event: "gateway.failed", sentence, err: error }, "gateway failed");
  process.exitCode = 1;
}
