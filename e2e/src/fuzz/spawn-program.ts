import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

const ROOT = join(import.meta.dirname, "../../..");
const COLLECTOR = new URL("./collect-garbage.ts", import.meta.url);
const STDERR_CHARS_MAX = 4_000;
const TROUBLES_MAX = 1_000;

/** A line of a program's log. */
export interface LogLine {
  readonly level: string;
  readonly event?: string;
  readonly requestId?: string;
  /** A fault, and whether asking again may help. */
  readonly err?: { readonly retry?: boolean };
  readonly [fact: string]: unknown;
}

/** One program of the platform in a process of its own. */
export interface Program {
  readonly app: string;
  readonly pid: number;
  /** Lines that say something went wrong here, and were not forgotten. */
  readonly troubles: () => readonly LogLine[];
  readonly forgetTroubles: () => void;
  /** How often a server did not answer it in time, which it asks again: a machine that is busy with others. */
  readonly lates: () => number;
  /** How it ended by itself, if it did. */
  readonly death: () => string | undefined;
  /** Throws away what nobody holds any more, so that two weights can be compared. */
  readonly collectGarbage: () => void;
  readonly end: () => Promise<void>;
}

/** Starts an app as people start it; it dies with us. */
export function spawnProgram(
  app: "gateway" | "agents",
  env: Readonly<Record<string, string>>,
): Program {
  const child = spawn(
    process.execPath,
    ["--expose-gc", "--import", COLLECTOR.href, `apps/${app}/src/main.ts`],
    { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"], env },
  );
  const endWithUs = () => child.kill("SIGKILL");
  process.once("exit", endWithUs);
  const troubles: LogLine[] = [];
  let lates = 0;
  const hear = listenTo(child, (line) => {
    if (isLate(line)) lates += 1;
    else if (isTrouble(line) && troubles.length < TROUBLES_MAX) troubles.push(line);
  });
  let isEnding = false;
  let death: string | undefined;
  child.once("exit", (code, signal) => {
    if (!isEnding) death = `${app} ended by itself: ${code ?? signal}; ${hear.stderr()}`;
  });
  return {
    app,
    pid: child.pid ?? 0,
    troubles: () => troubles,
    forgetTroubles: () => void (troubles.length = 0),
    lates: () => lates,
    death: () => death,
    collectGarbage: () => void child.kill("SIGUSR2"),
    end: async () => {
      isEnding = true;
      process.off("exit", endWithUs);
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}

function listenTo(child: ChildProcess, heard: (line: LogLine) => void) {
  let stderr = "";
  child.stderr?.on("data", (chunk) => (stderr = (stderr + String(chunk)).slice(-STDERR_CHARS_MAX)));
  if (child.stdout !== null) {
    createInterface({ input: child.stdout }).on("line", (text) => {
      const line: LogLine = JSON.parse(text);
      heard(line);
    });
  }
  return { stderr: () => stderr };
}

function isLate({ level, err }: LogLine): boolean {
  return level === "warn" && err?.retry === true;
}

function isTrouble({ level }: LogLine): boolean {
  return level === "warn" || level === "error" || level === "fatal";
}
