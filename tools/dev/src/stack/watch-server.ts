import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { checkout } from "../checkout.ts";
import { readDevConfig, serverEnvironment } from "../config.ts";
import { failureIn, narrate, readLogLine } from "./narrate.ts";
import { noteStack } from "./running-stack.ts";

const MAIN = join(checkout.root, "apps/single/src/main.ts");
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** How a server ended: because it was told to, with a sentence of its own, or without a word. */
export type ServerEnd =
  | { readonly end: "told" }
  | { readonly end: "gave-up"; readonly sentence: string }
  | { readonly end: "died"; readonly wasReady: boolean; readonly sentence: string };

/**
 * Runs the server until it ends. A person sees a few lines, and the log goes to a file; anything
 * else reads the log itself on stdout. The server ends by itself when its watcher is killed.
 */
export async function watchServer({
  terminal,
}: {
  readonly terminal: boolean;
}): Promise<ServerEnd> {
  const server = spawn(process.execPath, [MAIN], {
    cwd: checkout.root,
    // A group of its own: Ctrl-C reaches us alone, and we ask it to drain.
    detached: true,
    env: serverEnvironment(),
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const closed = once(server, "close");
  if (server.pid !== undefined) await noteStack({ watcher: process.pid, server: server.pid });
  const signals = passSignalsTo(server);
  const logPath = join(readDevConfig().stateFolder, "single.log");
  const log = createWriteStream(logPath, { flags: "a" });
  const seen = followLog(server, { log, terminal });
  await closed;
  log.end();
  signals.stop();
  if (seen.failure !== undefined) return { end: "gave-up", sentence: seen.failure };
  if (server.exitCode === 0 || signals.passed()) return { end: "told" };
  const how = server.signalCode === null ? "" : ` (${server.signalCode})`;
  const sentence = `Msafara ended unexpectedly${how}: look at "${logPath}", then start again`;
  return { end: "died", wasReady: seen.ready, sentence };
}

/** The first signal asks the server to drain, the second ends it. */
function passSignalsTo(server: ChildProcess): { stop: () => void; passed: () => boolean } {
  let asked = false;
  const pass = () => {
    server.kill(asked ? "SIGKILL" : "SIGTERM");
    asked = true;
  };
  for (const signal of SIGNALS) process.on(signal, pass);
  return {
    stop: () => {
      for (const signal of SIGNALS) process.off(signal, pass);
    },
    passed: () => asked,
  };
}

interface Seen {
  /** The sentence with which the server gave up, if it did. */
  failure: string | undefined;
  ready: boolean;
}

function followLog(
  server: ChildProcess,
  { log, terminal }: { readonly log: WriteStream; readonly terminal: boolean },
): Seen {
  const seen: Seen = { failure: undefined, ready: false };
  if (server.stdout === null || server.stderr === null) return seen;
  createInterface({ input: server.stdout }).on("line", (text) => {
    log.write(`${text}\n`);
    const line = readLogLine(text);
    if (line !== undefined) seen.failure ??= failureIn(line);
    if (line?.event === "single.ready") seen.ready = true;
    const shown = terminal ? line && narrate(line) : text;
    if (shown !== undefined) console.log(shown);
  });
  server.stderr.pipe(log, { end: false });
  return seen;
}
