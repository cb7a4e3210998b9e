import { execFile } from "node:child_process";
import { mkdir, readFile, readlink, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { Fault, type World } from "@msafara/kernel";
import { checkout } from "../checkout.ts";
import { readDevConfig } from "../config.ts";

const run = promisify(execFile);
const LOOK_AGAIN_MS = 50;
const DRAIN_MS_MAX = 30_000;

/** The processes of a stack: who watches, and who serves. */
export interface RunningStack {
  readonly watcher: number;
  readonly server?: number;
}

/** Notes who we are, for `stop` and for the next `start`. */
export async function noteStack(stack: RunningStack): Promise<void> {
  const { stateFolder } = readDevConfig();
  try {
    await mkdir(stateFolder, { recursive: true });
    await writeFile(noteFile(), JSON.stringify(stack));
  } catch (cause) {
    throw new Fault(`Cannot write to "${stateFolder}": make this checkout writable for this user`, {
      retry: false,
      cause,
    });
  }
}

/** Removes our note; another's stays. */
export async function forgetStack(watcher: number): Promise<void> {
  if ((await readNote())?.watcher === watcher) await rm(noteFile(), { force: true });
}

/** Ends the stack of this checkout that is noted; answers whether there was one. */
export async function endStack(world: World): Promise<boolean> {
  const note = await readNote();
  const noted = [note?.watcher, note?.server].filter((pid) => pid !== undefined);
  const pids: number[] = [];
  for (const pid of noted) if (await isOurs(pid)) pids.push(pid);
  // The watcher first: it ends the server in good order. A server alone drains on its own.
  for (const pid of pids) await endProcess(pid, world);
  if (note !== undefined) await forgetStack(note.watcher);
  return pids.length > 0;
}

function noteFile(): string {
  return join(readDevConfig().stateFolder, "start.json");
}

async function readNote(): Promise<RunningStack | undefined> {
  try {
    const note: unknown = JSON.parse(await readFile(noteFile(), "utf8"));
    return isStack(note) ? note : undefined;
  } catch {
    // Missing, or cut short by a full disk or a power cut: as good as none.
    return undefined;
  }
}

function isStack(note: unknown): note is RunningStack {
  if (typeof note !== "object" || note === null || !("watcher" in note)) return false;
  const pids: readonly unknown[] = Object.values(note);
  return pids.every((pid) => Number.isSafeInteger(pid) && Number(pid) > 1);
}

async function endProcess(pid: number, world: World): Promise<void> {
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    if (!(await isOurs(pid))) return;
    signalTo(pid, signal);
    for (const from = world.ticks(); world.ticks() - from < DRAIN_MS_MAX;) {
      if (!(await isOurs(pid))) return;
      await world.sleep(LOOK_AGAIN_MS);
    }
  }
}

function signalTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (cause) {
    const denied = cause instanceof Error && "code" in cause && cause.code === "EPERM";
    if (!denied) return;
    throw new Fault(`Another user started process ${pid}: have that user stop it`, {
      retry: false,
      cause,
    });
  }
}

/** Numbers are used again: only a process that runs our scripts in this checkout is ours. */
async function isOurs(pid: number): Promise<boolean> {
  const command = await commandOf(pid);
  if (!/tools\/dev\/src\/start\.ts|apps\/single\/src\/main\.ts/.test(command)) return false;
  const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
  return cwd === undefined || cwd === checkout.root;
}

async function commandOf(pid: number): Promise<string> {
  const words = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  if (words !== "") return words.replaceAll("\0", " ");
  const shown = await run("ps", ["-p", String(pid), "-o", "command="]).catch(() => ({
    stdout: "",
  }));
  return shown.stdout;
}
