import { Fault, type World } from "@msafara/kernel";
import { isPostmasterOf } from "./is-postmaster-of.ts";

const STOP_MS = 20_000;
const LOOK_AGAIN_MS = 20;

/** SIGINT is PostgreSQL's fast shutdown: sessions end, data is checkpointed. */
export async function shutDown({
  pid,
  dataFolder,
  world,
}: {
  readonly pid: number;
  readonly dataFolder: string;
  readonly world: World;
}): Promise<void> {
  for (const signal of ["SIGINT", "SIGQUIT"] as const) {
    if (!(await isPostmasterOf(dataFolder, pid))) return;
    process.kill(pid, signal);
    for (const from = world.ticks(); world.ticks() - from < STOP_MS;) {
      if (!(await isPostmasterOf(dataFolder, pid))) return;
      await world.sleep(LOOK_AGAIN_MS);
    }
  }
  throw new Fault(`PostgreSQL (process ${pid}) does not end: look at its log`, { retry: false });
}
