import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Fault } from "@msafara/kernel";
import { checkout } from "../checkout.ts";
import { readDevConfig, serverEnvironment } from "../config.ts";
import { failureIn, narrate, readLogLine } from "./narrate.ts";
import { noteStack } from "./running-stack.ts";

const MAIN = join(checkout.root, "apps/single/src/main.ts");

/**
 * Runs the server until it ends. A person sees a few lines, and the log goes to a file; anything
 * else reads the log itself on stdout. The server ends by itself when its watcher is killed.
 */
export async function watchServer({ terminal }: { readonly terminal: boolean }): Promise<void> {
  const server = spawn(process.execPath, [MAIN], {
    cwd: checkout.root,
    // A group of its own: Ctrl-C reaches us alone, and we ask it to drain.
    detached: true,
    env: serverEnvironment(),
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  if (server.pid !== undefined) await noteStack({ watcher: process.pid, server: server.pid });
  passSignalsTo(server);
  const logPath = join(readDevConfig().stateFolder, "single.log");
  const log = createWriteStream(logPath);
  const failure = followLog(server, { log, terminal });
  await once(server, "close");
  log.end();
  if (server.exitCode === 0) return;
  const how = server.signalCode === null ? "" : ` (${server.signalCode})`;
  const unexpected = `Msafara ended unexpectedly${how}: look at "${logPath}", then start again`;
  throw new Fault(failure() ?? unexpected, { retry: false });
}

function passSignalsTo(server: ChildProcess): void {
  let asked = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      server.kill(asked ? "SIGKILL" : "SIGTERM");
      asked = true;
    });
  }
}

/** Answers a look at the sentence with which the server gave up, if it did. */
function followLog(
  server: ChildProcess,
  { log, terminal }: { readonly log: WriteStream; readonly terminal: boolean },
): () => string | undefined {
  let failure: string | undefined;
  if (server.stdout === null || server.stderr === null) return () => undefined;
  createInterface({ input: server.stdout }).on("line", (text) => {
    log.write(`${text}\n`);
    const line = readLogLine(text);
    if (line !== undefined) failure ??= failureIn(line);
    const shown = terminal ? line && narrate(line) : text;
    if (shown !== undefined) console.log(shown);
  });
  server.stderr.pipe(log, { end: false });
  return () => failure;
}
