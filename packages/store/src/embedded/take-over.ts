import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { World } from "@msafara/kernel";
import pg from "pg";
import { isPostmasterOf } from "./is-postmaster-of.ts";
import { type PostmasterPid, readPostmasterPid } from "./postmaster-pid.ts";

const PATIENCE_MS = 30_000;
const LOOK_AGAIN_MS = 50;

export interface Survivor {
  readonly dataFolder: string;
  readonly password: string;
  readonly world: World;
}

/**
 * The server that outlived whoever started it. One that is starting, recovering or stopping is
 * waited for; a pid file that nobody stands behind is removed.
 */
export async function takeOver(wish: Survivor): Promise<PostmasterPid | undefined> {
  const { dataFolder, world } = wish;
  for (const from = world.ticks(); world.ticks() - from < PATIENCE_MS;) {
    const file = await readPostmasterPid(dataFolder);
    if (file === undefined) return undefined;
    if (await servesOurs(file, wish)) return file;
    if (!(await isPostmasterOf(dataFolder, file.pid))) {
      // Its number may live on in another program, which would make PostgreSQL refuse to start.
      await rm(join(dataFolder, "postmaster.pid"), { force: true });
      return undefined;
    }
    await world.sleep(LOOK_AGAIN_MS);
  }
  return undefined;
}

/** Ports are used again too: only the server's own word that it serves this folder counts. */
async function servesOurs(
  file: PostmasterPid,
  { dataFolder, password }: Survivor,
): Promise<boolean> {
  const client = new pg.Client({
    connectionString: `postgres://msafara:${password}@127.0.0.1:${file.port}/postgres`,
    connectionTimeoutMillis: 2_000,
  });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query("select current_setting('data_directory') as folder");
    return rows[0]?.folder === dataFolder;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
