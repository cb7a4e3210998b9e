import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { checkout } from "../checkout.ts";
import { readDevConfig, serverEnvironment } from "../config.ts";
import type { StartOptions } from "../start-options.ts";
import { type Demo, keepDemo } from "./keep-demo.ts";
import { failureIn, type LogLine, narrate, readLogLine } from "./narrate.ts";
import { openRollingLog, type RollingLog } from "./open-rolling-log.ts";
import { noteStack } from "./running-stack.ts";

const MAIN = join(checkout.root, "apps/single/src/main.ts");
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** How a server ended: because it was told to, with a sentence of its own, or without a word. */
export type ServerEnd =
  | { readonly end: "told" }
  | { readonly end: "gave-up"; readonly sentence: string }
  | { readonly end: "died"; readonly wasReady: boolean; readonly sentence: string };

/** Who looks, and what is played. */
export interface WatchOptions extends StartOptions {
  readonly terminal: boolean;
}

/**
 * Runs the server until it ends, and the demonstration beside it. A person sees a few lines, and the log
 * goes to a file; anything else reads the log itself on stdout. Both end by themselves when their watcher
 * is killed.
 */
export async function watchServer({ terminal, demo: played }: WatchOptions): Promise<ServerEnd> {
  const server = spawn(process.execPath, [MAIN], {
    cwd: checkout.root,
    // A group of its own: Ctrl-C reaches us alone, and we ask it to drain.
    detached: true,
    env: serverEnvironment(),
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const closed = once(server, "close");
  if (server.pid !== undefined) await noteStack({ watcher: process.pid, server: server.pid });
  const logPath = join(readDevConfig().stateFolder, "single.log");
  const log = openRollingLog(logPath);
  const beside = openBeside(played);
  const signals = passSignalsTo(server, beside);
  const seen = followLog(server, { log, terminal, beside });
  await closed;
  await beside.end();
  log.close();
  signals.stop();
  if (seen.failure !== undefined) return { end: "gave-up", sentence: seen.failure };
  if (server.exitCode === 0 || signals.passed()) return { end: "told" };
  const how = server.signalCode === null ? "" : ` (${server.signalCode})`;
  const sentence = `Msafara ended unexpectedly${how}: look at "${logPath}", then start again`;
  return { end: "died", wasReady: seen.ready, sentence };
}

/** What lives beside the server, from when it is ready until it ends. */
interface Beside {
  readonly begin: (address: string) => void;
  readonly hear: (printed: string) => void;
  readonly end: () => Promise<void>;
}

function openBeside(played: StartOptions["demo"]): Beside {
  let demo: Demo | undefined;
  let isOver = false;
  return {
    begin: (address) => {
      if (played === undefined || isOver) return;
      demo ??= keepDemo({ address, speed: played.speed, say: (line) => console.log(line) });
    },
    hear: (printed) => demo?.hear(printed),
    end: async () => {
      isOver = true;
      await demo?.end();
    },
  };
}

/** The first signal asks the server to drain, the second ends it. */
function passSignalsTo(
  server: ChildProcess,
  beside: Beside,
): { stop: () => void; passed: () => boolean } {
  let asked = false;
  const pass = () => {
    // People leave first, so that nobody complains about a door that shuts.
    if (!asked) void beside.end();
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

interface Follow {
  readonly log: RollingLog;
  readonly terminal: boolean;
  readonly beside: Beside;
}

function followLog(server: ChildProcess, { log, terminal, beside }: Follow): Seen {
  const seen: Seen = { failure: undefined, ready: false };
  if (server.stdout === null || server.stderr === null) return seen;
  createInterface({ input: server.stdout }).on("line", (text) => {
    log.write(`${text}\n`);
    const line = readLogLine(text);
    const shown = terminal ? line && narrate(line) : text;
    if (shown !== undefined) console.log(shown);
    if (line === undefined) return;
    seen.failure ??= failureIn(line);
    if (line.event === "single.ready") seen.ready = true;
    tellBeside(line, beside);
  });
  createInterface({ input: server.stderr }).on("line", (text) => log.write(`${text}\n`));
  return seen;
}

function tellBeside({ event, message = "", address = "" }: LogLine, beside: Beside): void {
  if (event === "sms.printed") beside.hear(message);
  if (event === "single.ready") beside.begin(address);
}
