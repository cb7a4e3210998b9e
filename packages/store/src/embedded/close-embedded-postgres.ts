import type { World } from "@msafara/kernel";
import { isPostmasterOf } from "./is-postmaster-of.ts";
import { choosePlace } from "./place.ts";
import { readPostmasterPid } from "./postmaster-pid.ts";
import { shutDown } from "./shut-down.ts";

/** Shuts down the server that still runs on a folder's data; false when none does. */
export async function closeEmbeddedPostgres({
  world,
  folder,
}: {
  readonly world: World;
  readonly folder: string;
}): Promise<boolean> {
  const { dataFolder } = await choosePlace(folder);
  const file = await readPostmasterPid(dataFolder);
  if (file === undefined || !(await isPostmasterOf(dataFolder, file.pid))) return false;
  await shutDown({ pid: file.pid, dataFolder, world });
  return true;
}
