import { type ChildProcess, fork } from "node:child_process";
import type { NodeOrders, NodeWord } from "./node-orders.ts";

const PROGRAM = new URL("./node-process.ts", import.meta.url);
const STDERR_CHARS_MAX = 4_000;

/** How a process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The end of what it complained about. */
  readonly stderr: string;
}

/** A node in a process of its own. */
export interface NodeProcess {
  readonly name: string;
  readonly pid: number;
  readonly incarnation: () => string | undefined;
  readonly stats: () => Extract<NodeWord, { told: "stats" }> | undefined;
  readonly ended: Promise<Ending>;
  readonly isOver: () => boolean;
  readonly kill: (signal: "SIGKILL" | "SIGSTOP" | "SIGCONT") => void;
  /** Asks it to leave in good order. */
  readonly stop: () => void;
}

export interface SpawnOptions {
  readonly orders: NodeOrders;
  readonly hear?: (word: NodeWord) => void;
}

/** Starts a node as a process; it dies with us. */
export function spawnNode({ orders, hear = () => {} }: SpawnOptions): NodeProcess {
  const child = fork(PROGRAM, [JSON.stringify(orders)], {
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    env: { ...process.env, NODE_NO_WARNINGS: "1" },
    execArgv: [],
  });
  let incarnation: string | undefined;
  let stats: Extract<NodeWord, { told: "stats" }> | undefined;
  child.on("message", (message: NodeWord) => {
    if (message.told === "started") ({ incarnation } = message);
    if (message.told === "stats") stats = message;
    hear(message);
  });
  const ended = endingOf(child);
  return {
    name: orders.name,
    pid: child.pid ?? 0,
    incarnation: () => incarnation,
    stats: () => stats,
    ended,
    isOver: () => child.exitCode !== null || child.signalCode !== null,
    kill: (signal) => void child.kill(signal),
    stop: () => void child.send("stop", () => undefined),
  };
}

function endingOf(child: ChildProcess): Promise<Ending> {
  let stderr = "";
  child.stderr?.on("data", (chunk) => {
    stderr = (stderr + String(chunk)).slice(-STDERR_CHARS_MAX);
  });
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ code: null, signal: null, stderr: error.message }));
    child.once("close", (code, signal) => resolve({ code, signal, stderr }));
  });
}
