import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { type Look, openLook } from "../cluster/open-look.ts";
import { until } from "../cluster/until.ts";
import { openFrailServers } from "./open-frail-servers.ts";
import { type Program, spawnProgram } from "./spawn-program.ts";

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
  /** Forgets how much everybody has asked, as if a minute had passed. */
  readonly liftLimits: () => Promise<void>;
  /** One number of the gateway's own account of itself. */
  readonly metric: (name: string) => Promise<number>;
  readonly close: () => Promise<void>;
}

/** Opens servers, a gateway and a host of agents, and waits until they are one market. */
export async function openTown(): Promise<Town> {
  await using opening = new AsyncDisposableStack();
  const servers = await openFrailServers();
  opening.defer(servers.close);
  const { databaseUrl, redisUrl } = servers;
  const look = openLook(databaseUrl);
  opening.defer(look.close);
  const [port, agentsPort] = await Promise.all([freePort(), freePort()]);
  const folder = await mkdtemp(join(tmpdir(), "msafara-fuzz-map-"));
  opening.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const env = { ...environmentOf({ databaseUrl, redisUrl }), ROADS_MAP: folder };
  const gateway = spawnProgram("gateway", { ...env, PORT: String(port) });
  opening.defer(gateway.end);
  const agents = spawnProgram("agents", { ...env, PORT: String(agentsPort) });
  opening.defer(agents.end);
  const url = `http://127.0.0.1:${port}`;
  const limits = openLimits(redisUrl);
  opening.defer(limits.close);
  await until("the town is ready", () => isReady(url), { withinMs: READY_MS });
  // Until somebody knows the roads, what is asked of them is rightly told 503, which no fuzz allows.
  await until("the town has roads", () => hasRoads(url), { withinMs: READY_MS });
  const opened = opening.move();
  return {
    port,
    url,
    databaseUrl,
    redisUrl,
    gateway,
    agents,
    look,
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

async function isReady(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/readyz`);
  return (await answer.text()).includes('"bus":"ok"') && answer.status === 200;
}

async function hasRoads(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/api/v1/health`);
  const text = await answer.text();
  return answer.ok && JSON.parse(text).checks.vendors.roads !== undefined;
}

async function readMetric(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const line = text.split("\n").find((each) => each.startsWith(`${name} `));
  return Number(line?.slice(name.length + 1) ?? Number.NaN);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}
