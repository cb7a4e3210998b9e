import { join } from "node:path";
import { Fault, realWorld } from "@msafara/kernel";
import { closeEmbeddedPostgres } from "@msafara/store/embedded";
import { readDevConfig } from "./config.ts";
import { endStack } from "./stack/running-stack.ts";

/** Ends what `start` began in this checkout, and a database that outlived it. */
async function stop(): Promise<void> {
  const world = realWorld();
  const ended = await endStack(world);
  const folder = join(readDevConfig().stateFolder, "postgres");
  const closed = await closeEmbeddedPostgres({ world, folder });
  console.log(ended || closed ? "Msafara has ended" : "Msafara does not run here");
}

try {
  await stop();
} catch (error) {
  console.error(error instanceof Fault ? error.message : error);
  process.exitCode = 1;
}
