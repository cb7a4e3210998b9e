import { access, constants, mkdir, realpath } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { createHash } from "node:crypto";
import { Fault } from "@msafara/kernel";
import { reachableBinaries } from "./binaries.ts";
import { canReach, chooseAccount, type OsAccount } from "./os-account.ts";

/** Where root keeps a server whose user cannot enter the folder that was asked for. */
const SHELTER = "/var/lib/msafara";

/** Where a server lives and as whom it runs. */
export interface Place {
  readonly folder: string;
  readonly dataFolder: string;
  readonly binaries: string;
  readonly account: OsAccount | undefined;
  /** The server's user could not walk to the folder that was asked for. */
  readonly sheltered: boolean;
  /** The server inherits nothing: `PG…` variables of the caller would change what it does. */
  readonly spawn: {
    readonly env: Readonly<Record<string, string>>;
    readonly uid?: number;
    readonly gid?: number;
  };
}

/** The folder asked for, or root's shelter when the server's user could not walk there. */
export async function choosePlace(wanted: string): Promise<Place> {
  await makeWritable(wanted);
  const asked = await realpath(wanted);
  const account = await chooseAccount(join(asked, "data"));
  const sheltered = account !== undefined && !(await canReach(asked, account));
  const folder = sheltered ? join(SHELTER, shelterName(asked)) : asked;
  if (sheltered) await makeWritable(folder);
  const binaries = await reachableBinaries(account, SHELTER);
  const env = { LC_ALL: "C", PATH: "/usr/local/bin:/usr/bin:/bin" };
  const spawn = account === undefined ? { env } : { env, uid: account.uid, gid: account.gid };
  return { folder, dataFolder: join(folder, "data"), binaries, account, sheltered, spawn };
}

/** Two checkouts of one name keep two databases. */
function shelterName(asked: string): string {
  const trace = createHash("sha256").update(asked).digest("hex").slice(0, 12);
  return `${basename(dirname(asked))}-${basename(asked)}-${trace}`.replace(/^\.+/, "");
}

async function makeWritable(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o755 });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new Fault(
      `Cannot write to "${folder}": make it writable for this user, or set DATABASE_URL`,
      { retry: false, cause },
    );
  }
}
