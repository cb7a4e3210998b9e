import { mkdir, readdir, readFile, readlink, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openRedis } from "@msafara/dev";
import { Fault, realWorld } from "@msafara/kernel";
import { migrate } from "@msafara/store";
import { closeEmbeddedPostgres, openEmbeddedPostgres } from "@msafara/store/embedded";
import { Redis } from "ioredis";
import { addToyViews } from "./add-toy-views.ts";
import { openLook } from "./open-look.ts";
import { until } from "./until.ts";

const PREFIX = "msafara-chaos-";
const DATABASE = "chaos";
const BACK_MS = 60_000;

/** Servers of our own that may be hurt. */
export interface Servers {
  readonly postgresUrl: string;
  readonly redisUrl: string;
  /** `fast` ends sessions and writes a checkpoint, `immediate` is a crash. Returns when it answers again. */
  readonly restartPostgres: (manner: "fast" | "immediate") => Promise<void>;
  /** Kills Redis, which comes back empty after a while. */
  readonly restartRedis: (awayMs: number) => Promise<void>;
  readonly flushRedis: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Opens PostgreSQL as people run it, with every flush to disk, and a private Redis. */
export async function openServers({
  prepare = addToyViews,
}: {
  /** What a migrated database still needs. */
  readonly prepare?: (url: string) => Promise<void>;
} = {}): Promise<Servers> {
  await sweepLeftovers();
  const folder = join(tmpdir(), `${PREFIX}${process.pid}`);
  // The account that PostgreSQL runs as must be able to walk in.
  await mkdir(folder, { mode: 0o755, recursive: true });
  const world = realWorld();
  const place = { world, folder: join(folder, "postgres") };
  let server = await openEmbeddedPostgres(place);
  const { port } = server;
  const redis = await openRedis({ world, folder: join(folder, "redis") });
  const postgresUrl = await makeDatabase(server.url);
  await prepare(postgresUrl);
  const inTurn = openTurns();

  return {
    postgresUrl,
    redisUrl: redis.url,
    restartPostgres: (manner) =>
      inTurn.run(async () => {
        if (manner === "fast") await server.close();
        else await crash(server.pid);
        server = await openEmbeddedPostgres({ ...place, port });
        await until("PostgreSQL answers again", () => answers(postgresUrl), { withinMs: BACK_MS });
      }),
    restartRedis: (awayMs) =>
      inTurn.run(async () => {
        await redis.kill();
        await world.sleep(awayMs);
        await redis.restart();
      }),
    flushRedis: () =>
      inTurn.run(async () => {
        const client = new Redis(redis.url);
        await client.flushall().finally(() => client.disconnect());
      }),
    close: async () => {
      await inTurn.end();
      await redis.close();
      await server.close();
      await rm(server.folder, { recursive: true, force: true, maxRetries: 5 });
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function makeDatabase(serverUrl: string): Promise<string> {
  const admin = openLook(serverUrl);
  await admin.ask(`CREATE DATABASE ${DATABASE}`);
  await admin.close();
  const url = new URL(serverUrl);
  url.pathname = `/${DATABASE}`;
  await migrate(url.href);
  return url.href;
}

/** One thing after the other, and nothing more after the end: an interrupted restart would leave a server behind. */
function openTurns(): {
  readonly run: (act: () => Promise<void>) => Promise<void>;
  readonly end: () => Promise<void>;
} {
  let last: Promise<unknown> = Promise.resolve();
  let isOver = false;
  return {
    run: async (act) => {
      const turn = last.then(async () => {
        if (isOver) throw new Fault("Cannot hurt a server that is closed", { retry: false });
        await act();
      });
      last = turn.catch(() => undefined);
      await turn;
    },
    end: async () => {
      isOver = true;
      await last;
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

/** A run that was killed could not clean up after itself: its servers run on. */
async function sweepLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(name.startsWith(PREFIX) ? name.slice(PREFIX.length) : Number.NaN);
    if (!(pid > 0) || isAlive(pid)) continue;
    const folder = join(tmpdir(), name);
    await closeEmbeddedPostgres({ world: realWorld(), folder: join(folder, "postgres") });
    await endRedis(join(folder, "redis"));
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Numbers are used again: only a process that works in the folder is meant. */
async function endRedis(folder: string): Promise<void> {
  const written = await readFile(join(folder, "redis.pid"), "utf8").catch(() => "");
  const pid = Number.parseInt(written, 10);
  if (!(pid > 0) || !isAlive(pid)) return;
  const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => "");
  if (cwd === folder) process.kill(pid, "SIGKILL");
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
