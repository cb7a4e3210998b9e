import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** The user and database of every embedded server. */
const ACCOUNT = "msafara";
const DATABASE = "postgres";

/**
 * The address of the embedded database that runs for this checkout; nothing when none does. It only
 * looks: the store's own door starts a server where it finds none, and an operator who looks at a
 * cluster must not start one.
 */
export async function findStack(stateFolder: string): Promise<string | undefined> {
  const folders = [await notedFolder(stateFolder), join(stateFolder, "postgres")];
  for (const folder of folders) {
    const url = folder === undefined ? undefined : await urlOf(folder);
    if (url !== undefined) return url;
  }
  return undefined;
}

/** Where the data of a server really lies when its user cannot enter the checkout; the log says. */
async function notedFolder(stateFolder: string): Promise<string | undefined> {
  const log = await readFile(join(stateFolder, "single.log"), "utf8").catch(() => "");
  return folderIn(log);
}

/** The folder that a log of the server names last. */
export function folderIn(log: string): string | undefined {
  const line = log.split("\n").findLast((each) => each.includes('"database.opened"'));
  try {
    const { folder }: { readonly folder?: unknown } = JSON.parse(line ?? "{}");
    return typeof folder === "string" ? folder : undefined;
  } catch {
    // Cut short by a full disk: as good as none.
    return undefined;
  }
}

async function urlOf(folder: string): Promise<string | undefined> {
  const pidFile = await readFile(join(folder, "data", "postmaster.pid"), "utf8").catch(() => "");
  const port = portOf(pidFile);
  if (port === undefined) return undefined;
  const password = await readFile(join(folder, "password"), "utf8").catch(() => "");
  return `postgres://${ACCOUNT}:${password.trim()}@127.0.0.1:${port}/${DATABASE}`;
}

/** The port of a server that lives. Lines of the file: pid, data folder, start, port … */
function portOf(pidFile: string): number | undefined {
  const lines = pidFile.split("\n");
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  const isSound = Number.isSafeInteger(pid) && pid > 1 && Number.isSafeInteger(port) && port > 0;
  return isSound && isAlive(pid) ? port : undefined;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Alive, and another user's.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
