import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { checkout } from "../checkout.ts";
import { endLeftovers } from "../leftovers.ts";

const RUNS = join(checkout.state, "test");

/** A fresh folder for one run; what runs that were killed left behind is ended and removed. */
export async function openRunFolder(what: string): Promise<string> {
  await mkdir(RUNS, { recursive: true });
  for (const name of await readdir(RUNS)) {
    const pid = Number(/^[a-z]+-(\d+)$/.exec(name)?.[1]);
    if (pid > 0 && !isAlive(pid)) await endLeftovers(join(RUNS, name));
  }
  const folder = join(RUNS, `${what}-${process.pid}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  return folder;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
