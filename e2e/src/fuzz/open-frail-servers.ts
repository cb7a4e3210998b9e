import { mkdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openRedis, type PrivateRedis } from "@msafara/dev";
import { realWorld } from "@msafara/kernel";
import { migrate } from "@msafara/store";
import { openEmbeddedPostgres } from "@msafara/store/embedded";
import { until } from "../cluster/until.ts";

const PREFIX = "msafara-fuzz-";
const GONE_MS = 60_000;

/** A server that can be taken away. */
export interface Server {
  /** It is there and says nothing: a machine that hangs, or a cable that was pulled. */
  readonly freeze: () => Promise<void>;
  readonly thaw: () => Promise<void>;
  /** It is gone from one moment to the next. */
  readonly kill: () => Promise<void>;
  readonly restart: () => Promise<void>;
}

/** A PostgreSQL and a Redis of our own, with every table that the platform needs. */
export interface FrailServers {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly postgres: Server;
  readonly redis: Server;
  readonly close: () => Promise<void>;
}

/** Opens servers that may be hurt. */
export async function openFrailServers(): Promise<FrailServers> {
  await using opening = new AsyncDisposableStack();
  const world = realWorld();
  const folder = join(tmpdir(), `${PREFIX}${process.pid}-${world.mint("req").slice(-6)}`);
  // The account that PostgreSQL runs as must be able to walk in.
  await mkdir(folder, { mode: 0o755, recursive: true });
  opening.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  // With every flush to disk: a server that is killed must lose nothing that was answered.
  const place = { world, folder: join(folder, "postgres") };
  let server = await openEmbeddedPostgres(place);
  opening.defer(async () => {
    await server.close();
    await rm(server.folder, { recursive: true, force: true, maxRetries: 5 });
  });
  const { port: postgresPort, url: databaseUrl } = server;
  const redis = await openRedis({ world, folder: join(folder, "redis") });
  opening.defer(redis.close);
  await migrate(databaseUrl);
  const opened = opening.move();
  return {
    databaseUrl,
    redisUrl: redis.url,
    postgres: {
      freeze: () => signalTree(server.pid, "SIGSTOP"),
      thaw: () => signalTree(server.pid, "SIGCONT"),
      kill: () => crash(server.pid),
      restart: async () =>
        void (server = await openEmbeddedPostgres({ ...place, port: postgresPort })),
    },
    redis: redisServer(redis),
    close: () => opened.disposeAsync(),
  };
}

/** Without a checkpoint: the next start recovers from the log. */
async function crash(pid: number): Promise<void> {
  process.kill(pid, "SIGQUIT");
  await until("PostgreSQL is gone", () => !isAlive(pid), { withinMs: GONE_MS });
}

function redisServer(redis: PrivateRedis): Server {
  const signal = (name: "SIGSTOP" | "SIGCONT") => {
    const pid = redis.pid();
    if (pid !== undefined) process.kill(pid, name);
  };
  return {
    freeze: async () => signal("SIGSTOP"),
    thaw: async () => signal("SIGCONT"),
    kill: redis.kill,
    restart: redis.restart,
  };
}

/** The postmaster first, so that it makes no more children; then the children. */
async function signalTree(pid: number, signal: "SIGSTOP" | "SIGCONT"): Promise<void> {
  process.kill(pid, signal);
  const path = `/proc/${pid}/task/${pid}/children`;
  const children = (await readFile(path, "utf8").catch(() => "")).trim().split(" ");
  for (const child of children.map(Number).filter((each) => each > 0)) {
    if (isAlive(child)) process.kill(child, signal);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
