import { execFile } from "node:child_process";
import { access, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { aptSettings, parseAptClosure } from "./apt-closure.ts";
import type { RedisProgram } from "./redis-program.ts";

const run = promisify(execFile);
const STEP_MS = 180_000;
const PACKAGES = ["redis-server", "valkey-server"];

/**
 * Redis from the system's own package lists, unpacked into a folder of ours: no root, nothing
 * installed. `undefined` where there is no apt or it has no such package.
 */
export async function redisFromApt(
  folder: string,
  log: (line: string) => void,
): Promise<RedisProgram | undefined> {
  const kept = await unpackedIn(folder);
  if (kept !== undefined) return kept;
  await rm(folder, { recursive: true, force: true });
  if (!(await answers("apt-get", ["--version"])) || !(await answers("dpkg", ["--version"]))) {
    return undefined;
  }
  log("fetching Redis with apt-get into .msafara (nothing is installed) …");
  const draft = `${folder}.${process.pid}`;
  try {
    if (!(await fetchInto(draft))) return undefined;
    // Another run may have been faster; then its copy is as good.
    await rename(draft, folder).catch(() => {});
    return await unpackedIn(folder);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** What an earlier run left, if it runs; half an unpack does not. */
async function unpackedIn(folder: string): Promise<RedisProgram | undefined> {
  const libraries = await libraryFolders(folder);
  for (const name of PACKAGES) {
    const command = join(folder, "usr/bin", name);
    const env = { LD_LIBRARY_PATH: libraries.join(":") };
    if (await answers(command, ["--version"], env)) return { kind: "binary", command, env };
  }
  return undefined;
}

/** Debian keeps libraries by architecture, as in `usr/lib/x86_64-linux-gnu`. */
async function libraryFolders(folder: string): Promise<readonly string[]> {
  const found = await Promise.all(
    ["usr/lib", "lib"].map(async (lib) => {
      const names = await readdir(join(folder, lib)).catch(() => []);
      return [join(folder, lib), ...names.map((name) => join(folder, lib, name))];
    }),
  );
  return found.flat().filter((path) => !path.endsWith(".so"));
}

async function fetchInto(draft: string): Promise<boolean> {
  const apt = join(draft, "apt");
  const debs = join(apt, "debs");
  await Promise.all(
    [`${apt}/lists/partial`, `${apt}/cache/archives/partial`, debs].map((path) =>
      mkdir(path, { recursive: true }),
    ),
  );
  const settings = join(apt, "apt.conf");
  await writeFile(settings, aptSettings(apt));
  const aptGet = (...args: readonly string[]) =>
    run("apt-get", ["-c", settings, ...args], { cwd: debs, timeout: STEP_MS });
  // One repository of many may be away; whether Redis was found shows in the next step.
  await aptGet("update").catch(() => {});
  for (const name of PACKAGES) {
    const printed = await aptGet("--print-uris", "--yes", "install", name).catch(() => undefined);
    const files = parseAptClosure(printed?.stdout ?? "");
    if (files.length === 0) continue;
    const fetched = await aptGet("download", ...files.map((file) => file.name)).catch(() => {});
    if (fetched === undefined) continue;
    for (const deb of await readdir(debs)) await run("dpkg", ["-x", join(debs, deb), draft]);
    await rm(apt, { recursive: true, force: true });
    return await access(join(draft, "usr/bin", name)).then(
      () => true,
      () => false,
    );
  }
  return false;
}

async function answers(
  command: string,
  args: readonly string[],
  env?: Readonly<Record<string, string>>,
): Promise<boolean> {
  return run(command, args, { timeout: 10_000, ...(env && { env }) }).then(
    () => true,
    () => false,
  );
}
