import { execFile } from "node:child_process";
import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { Fault } from "@msafara/kernel";

const run = promisify(execFile);

/** The OS user that PostgreSQL runs as; it refuses to run as root. */
export interface OsAccount {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
}

/** Whom root lends the server to: the owner of data that is there, else `postgres`, else `nobody`. */
export async function chooseAccount(dataFolder: string): Promise<OsAccount | undefined> {
  const uid = process.getuid?.();
  const owner = await stat(dataFolder).catch(() => undefined);
  if (uid !== 0) {
    if (owner === undefined || owner.uid === uid) return undefined;
    const name = await nameOf(owner.uid);
    throw new Fault(
      `"${dataFolder}" belongs to the OS user "${name}": start as root, or move it away`,
      { retry: false },
    );
  }
  if (owner !== undefined && owner.uid !== 0) {
    return { uid: owner.uid, gid: owner.gid, name: await nameOf(owner.uid) };
  }
  for (const name of ["postgres", "nobody"]) {
    const account = await lookUp(name);
    if (account !== undefined) return account;
  }
  throw new Fault(
    'PostgreSQL does not run as root, and this system has neither the OS user "postgres" nor "nobody": start as another user',
    { retry: false },
  );
}

async function lookUp(name: string): Promise<OsAccount | undefined> {
  try {
    const [uid, gid] = await Promise.all([run("id", ["-u", name]), run("id", ["-g", name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout), name };
  } catch {
    return undefined;
  }
}

async function nameOf(uid: number): Promise<string> {
  const shown = await run("id", ["-nu", String(uid)]).catch(() => ({ stdout: String(uid) }));
  return shown.stdout.trim();
}

/** Whether the account may walk to a path and read it, judged by owner and mode alone. */
export async function canReach(path: string, account: OsAccount): Promise<boolean> {
  const READ_BIT = 4;
  const ENTER_BIT = 1;
  if (!(await allows(path, account, READ_BIT))) return false;
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (!(await allows(folder, account, ENTER_BIT))) return false;
    if (folder === dirname(folder)) return true;
  }
}

async function allows(path: string, { uid, gid }: OsAccount, bit: number): Promise<boolean> {
  const found = await stat(path);
  if (found.uid === uid) return ((found.mode >> 6) & bit) !== 0;
  return ((found.gid === gid ? found.mode >> 3 : found.mode) & bit) !== 0;
}
