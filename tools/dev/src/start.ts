import { Fault, realWorld } from "@msafara/kernel";
import { readDevConfig } from "./config.ts";
import { endStack, forgetStack, noteStack } from "./stack/running-stack.ts";
import { watchServer } from "./stack/watch-server.ts";

/** From a clone to a running market; whatever stands in the way is one sentence. */
async function start(): Promise<void> {
  const { terminal } = readDevConfig();
  if ((await endStack(realWorld())) && terminal) {
    console.log("  Ended the stack that still ran here; this one takes its place");
  }
  await noteStack({ watcher: process.pid });
  try {
    await watchServer({ terminal });
  } finally {
    await forgetStack(process.pid);
  }
}

try {
  await start();
} catch (error) {
  console.error(error instanceof Fault ? error.message : error);
  process.exitCode = 1;
}
