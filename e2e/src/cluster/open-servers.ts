import { mkdir, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openRedis, type PrivateRedis } from "@msafara/dev";
import { realWorld } from "@msafara/kernel";
import { migrate } from "@msafara/store";
import { closeEmbeddedPostgres, openEmbeddedPostgres } from "@msafara/store/embedded";
import { addToyViews } from "./add-toy-views.ts";
import { openLook } from "./open-look.ts";
import { until } from "./until.ts";

const PREFIX = "msafara-chaos-";
const DATABASE = "chaos";
const BACK_MS = 60_000;

/** Servers of our own that may be hurt. */
export interface Servers {
  readonly postgresUrl: string;
  readonly redis: PrivateRedis;
  /** `fast` ends sessions and writes a checkpoint, `immediate` is a crash. Returns when it answers again. */
  readonly restartPostgres: (manner: "fast" | "immediate") => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Opens PostgreSQL as people run it, with every flush to disk, and a private Redis. */
export async function openServers(): Promise<Servers> {
  await sweepLeftovers();
  const folder = join(tmpdir(), `${PREFIX}${process.pid}`);
  // The account that PostgreSQL runs as must be able to walk in.
  await mkdir(folder, { mode: 0o755, recursive: true });
  const world = realWorld();
  const place = { world, folder: join(folder, "postgres") };
  let server = await openEmbeddedPostgres(place);
  const { port } = server;
  const redis = await openRedis({ world, folder: join(folder, "redis") });
  const admin = openLook(server.url);
  await admin.ask(`CREATE DATABASE ${DATABASE}`);
  await admin.close();
  const url = new URL(server.url);
  url.pathname = `/${DATABASE}`;
  await migrate(url.href);
  await addToyViews(url.href);

  return {
    postgresUrl: url.href,
    redis,
    restartPostgres: async (manner) => {
      if (manner === "fast") await server.close();
      else await crash(server.pid);
      server = await openEmbeddedPostgres({ ...place, port });
      await until("PostgreSQL answers again", () => answers(url.href), { withinMs: BACK_MS });
    },
    close: async () => {
      await redis.close();
      await server.close();
      await rm(server.folder, { recursive: true, force: true, maxRetries: 5 });
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** SIGQUIT is PostgreSQL's immediate shutdown: no checkpoint, so the next start recovers from the log. */
async function crash(pid: number): Promise<void> {
  process.kill(pid, "SIGQUIT");
  await until("PostgreSQL is gone", () => !isAlive(pid), { withinMs: BACK_MS });
}

async function answers(url: string): Promise<boolean> {
  const look = openLook(url);
  try {
    await look.ask("SELECT 1 AS one");
    return true;
  } finally {
    await look.close();
  }
}

/** A run that was killed could not clean up after itself; its Redis died with it, its PostgreSQL did not. */
async function sweepLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(name.startsWith(PREFIX) ? name.slice(PREFIX.length) : Number.NaN);
    if (!(pid > 0) || isAlive(pid)) continue;
    const folder = join(tmpdir(), name);
    await closeEmbeddedPostgres({ world: realWorld(), folder: join(folder, "postgres") });
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
