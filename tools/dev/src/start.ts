import { Fault, realWorld } from "@msafara/kernel";
import { readDevConfig } from "./config.ts";
import { readStartOptions } from "./start-options.ts";
import { endStack, forgetStack, noteStack } from "./stack/running-stack.ts";
import { type WatchOptions, watchServer } from "./stack/watch-server.ts";

const DEATHS_MAX = 3;
const LONG_LIFE_MS = 60_000;

/** From a clone to a running market; whatever stands in the way is one sentence. */
async function start(words: readonly string[]): Promise<void> {
  const options = readStartOptions(words);
  const { terminal } = readDevConfig();
  if ((await endStack(realWorld())) && terminal) {
    console.log("  Ended the stack that still ran here; this one takes its place");
  }
  await noteStack({ watcher: process.pid });
  try {
    await keepServing({ terminal, ...options });
  } finally {
    await forgetStack(process.pid);
  }
}

/** A server that served and then died comes back, as a pod would; one that dies young does not. */
async function keepServing(options: WatchOptions): Promise<void> {
  for (let deaths = 0; ; deaths++) {
    const from = performance.now();
    const server = await watchServer(options);
    if (server.end === "told") return;
    if (performance.now() - from > LONG_LIFE_MS) deaths = 0;
    const comesBack = server.end === "died" && server.wasReady && deaths < DEATHS_MAX;
    if (!comesBack) throw new Fault(server.sentence, { retry: false });
    if (options.terminal) console.log("! Msafara ended unexpectedly and starts again");
  }
}

try {
  await start(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Fault ? error.message : error);
  process.exitCode = 1;
}
