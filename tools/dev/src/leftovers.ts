import { readFile, readlink, rm } from "node:fs/promises";
import { join } from "node:path";

/** Where a run notes that its server had to live elsewhere. */
export const ELSEWHERE = "elsewhere";

/** Ends the servers of a test run that was killed, and removes their files. */
export async function endLeftovers(folder: string): Promise<void> {
  const elsewhere = (await readFile(join(folder, ELSEWHERE), "utf8").catch(() => "")).trim();
  for (const place of [join(folder, "server"), elsewhere].filter((path) => path !== "")) {
    for (const file of ["data/postmaster.pid", "redis.pid"]) {
      const pid = Number.parseInt(await readFile(join(place, file), "utf8").catch(() => ""), 10);
      if (pid > 0 && (await worksIn(place, pid))) end(pid);
    }
    await removeFolder(place);
  }
  await removeFolder(folder);
}

/** Removes a server's folder; files of a server that is just ending may vanish meanwhile. */
export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

/** Numbers are used again: only a process that works in the folder is ours. */
async function worksIn(folder: string, pid: number): Promise<boolean> {
  const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => "");
  return cwd.startsWith(folder);
}

function end(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended by itself between the look and the signal.
  }
}
