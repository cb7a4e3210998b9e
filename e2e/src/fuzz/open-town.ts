import { mkdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openRedis, type PrivateRedis } from "@msafara/dev";
import { realWorld } from "@msafara/kernel";
import { migrate } from "@msafara/store";
import { openEmbeddedPostgres } from "@msafara/store/embedded";
import { Redis } from "ioredis";
import { type Look, openLook } from "../cluster/open-look.ts";
import { until } from "../cluster/until.ts";
import { type Program, spawnProgram } from "./spawn-program.ts";

const PREFIX = "msafara-fuzz-";
const READY_MS = 60_000;

/** 32 bytes of a town that nobody lives in for real. */
const TOWN_SECRET = Buffer.alloc(32, 7).toString("base64");

/** A whole platform of separate programs on servers of its own, all of which may be hurt. */
export interface Town {
  readonly port: number;
  readonly url: string;
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly gateway: Program;
  readonly agents: Program;
  readonly look: Look;
  readonly postgres: Server;
  readonly redis: Server;
  /** Forgets how much everybody has asked, as if a minute had passed. */
  readonly liftLimits: () => Promise<void>;
  /** One number of the gateway's own account of itself. */
  readonly metric: (name: string) => Promise<number>;
  readonly close: () => Promise<void>;
}

/** A server that can be taken away. */
export interface Server {
  /** It is there and says nothing: a machine that hangs, or a cable that was pulled. */
  readonly freeze: () => Promise<void>;
  readonly thaw: () => Promise<void>;
  /** It is gone from one moment to the next. */
  readonly kill: () => Promise<void>;
  readonly restart: () => Promise<void>;
}

/** Opens servers, a gateway and a host of agents, and waits until they are one market. */
export async function openTown(): Promise<Town> {
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
  const look = openLook(databaseUrl);
  opening.defer(look.close);
  const [port, agentsPort] = await Promise.all([freePort(), freePort()]);
  const env = environmentOf({ databaseUrl, redisUrl: redis.url });
  const gateway = spawnProgram("gateway", { ...env, PORT: String(port) });
  opening.defer(gateway.end);
  const agents = spawnProgram("agents", { ...env, PORT: String(agentsPort) });
  opening.defer(agents.end);
  const url = `http://127.0.0.1:${port}`;
  const limits = openLimits(redis.url);
  opening.defer(limits.close);
  await until("the town is ready", () => isReady(url), { withinMs: READY_MS });
  const opened = opening.move();
  return {
    port,
    url,
    databaseUrl,
    redisUrl: redis.url,
    gateway,
    agents,
    look,
    postgres: {
      freeze: () => signalTree(server.pid, "SIGSTOP"),
      thaw: () => signalTree(server.pid, "SIGCONT"),
      kill: () => crash(server.pid),
      restart: async () =>
        void (server = await openEmbeddedPostgres({ ...place, port: postgresPort })),
    },
    redis: redisServer(redis),
    liftLimits: limits.lift,
    metric: (name) => readMetric(url, name),
    close: () => opened.disposeAsync(),
  };
}

function environmentOf(at: { readonly databaseUrl: string; readonly redisUrl: string }) {
  return {
    DATABASE_URL: at.databaseUrl,
    REDIS_URL: at.redisUrl,
    SECRET_KEY: TOWN_SECRET,
    HOST: "127.0.0.1",
    NODE_NAME: "fuzz",
    // Everybody of the fuzz comes from one address, and would else be one neighbourhood.
    TRUST_PROXY: "true",
    NODE_NO_WARNINGS: "1",
  };
}

function openLimits(url: string) {
  const redis = new Redis(url, { lazyConnect: true });
  redis.on("error", () => undefined);
  return {
    lift: async () => {
      const keys = await redis.keys("msafara:limit:*");
      if (keys.length > 0) await redis.del(...keys);
    },
    close: () => redis.disconnect(),
  };
}

/** Without a checkpoint: the next start recovers from the log. */
async function crash(pid: number): Promise<void> {
  process.kill(pid, "SIGQUIT");
  await until("PostgreSQL is gone", () => !isAlive(pid), { withinMs: READY_MS });
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

async function isReady(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/readyz`);
  return (await answer.text()).includes('"bus":"ok"') && answer.status === 200;
}

async function readMetric(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const line = text.split("\n").find((each) => each.startsWith(`${name} `));
  return Number(line?.slice(name.length + 1) ?? Number.NaN);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}
