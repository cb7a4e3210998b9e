import { execFile } from "node:child_process";
import { access, chown, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { Fault, type World } from "@msafara/kernel";
import { explainFailure } from "./explain-failure.ts";
import type { Place } from "./place.ts";

const run = promisify(execFile);
const MAJOR = "18";

/** Makes the data folder unless it is there, and answers the password of its one user. */
export async function ensureCluster(place: Place, world: World): Promise<string> {
  const passwordFile = join(place.folder, "password");
  if (await exists(join(place.dataFolder, "PG_VERSION"))) {
    await expectMajor(place.dataFolder);
    return await readPassword(passwordFile);
  }
  const password = world.mint("pgp");
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  if (place.account) await chown(passwordFile, place.account.uid, place.account.gid);
  await initialize(place, passwordFile);
  return password;
}

/** Made beside and renamed: an `initdb` that was killed leaves nothing that looks whole. */
async function initialize(place: Place, passwordFile: string): Promise<void> {
  const draft = `${place.dataFolder}.new-${process.pid}`;
  for (const name of await readdir(place.folder)) {
    const stale = name.startsWith("data.new-");
    if (stale) await rm(join(place.folder, name), { recursive: true, force: true });
  }
  await mkdir(draft, { mode: 0o700 });
  if (place.account) await chown(draft, place.account.uid, place.account.gid);
  const args = [`--pgdata=${draft}`, `--pwfile=${passwordFile}`, "--username=msafara"];
  args.push("--auth=scram-sha-256", "--encoding=UTF8", "--no-locale", "--no-instructions");
  try {
    await run(join(place.binaries, "bin/initdb"), args, { ...place.spawn, cwd: place.folder });
  } catch (cause) {
    throw explainFailure("make a database", cause);
  }
  await rename(draft, place.dataFolder);
}

async function readPassword(file: string): Promise<string> {
  try {
    return (await readFile(file, "utf8")).trim();
  } catch (cause) {
    throw new Fault(
      `Cannot read "${file}", which opens the data beside it: restore it, or move both away`,
      { retry: false, cause },
    );
  }
}

async function expectMajor(dataFolder: string): Promise<void> {
  const found = (await readFile(join(dataFolder, "PG_VERSION"), "utf8")).trim();
  if (found === MAJOR) return;
  throw new Fault(
    `"${dataFolder}" was written by PostgreSQL ${found}, expected ${MAJOR}: dump it with its own release, then move it away`,
    { retry: false },
  );
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
