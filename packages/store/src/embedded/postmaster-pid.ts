import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** What a running server says of itself in `postmaster.pid`. */
export interface PostmasterPid {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

/** The file's lines: pid, data folder, start, port, socket folder, address, shared memory, status. */
export function parsePostmasterPid(text: string): PostmasterPid | undefined {
  const lines = text.split("\n").map((line) => line.trim());
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!Number.isSafeInteger(pid) || pid <= 0 || !Number.isSafeInteger(port)) return undefined;
  return { pid, port, ready: lines[7] === "ready" };
}

/** The file of a data folder; nothing while it is missing or half written. */
export async function readPostmasterPid(dataFolder: string): Promise<PostmasterPid | undefined> {
  const text = await readFile(join(dataFolder, "postmaster.pid"), "utf8").catch(() => "");
  return parsePostmasterPid(text);
}
