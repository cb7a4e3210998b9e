import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openRedisBus } from "@msafara/bus";
import { openTestDatabase, openTestRedisServer } from "@msafara/dev";
import { ROADS_GROUP } from "@msafara/domain";
import { type GoogleStandIn, openGoogleStandIn } from "@msafara/integrations";
import { realWorld } from "@msafara/kernel";
import { until } from "../cluster/until.ts";
import { type KeptApp, keepApp } from "../market/keep-app.ts";

const READY_MS_MAX = 60_000;
const ANSWERED =
  /^roads_questions_total\{[^}]*outcome="(?<outcome>[\w-]+)"[^}]*\} (?<count>\d+)$/gm;

/** Two gateways, and two hosts that know the roads, with a Google before them whose quota is spent. */
export interface RoadsStage {
  readonly doors: readonly [string, string];
  readonly databaseUrl: string;
  readonly hosts: readonly [KeptApp, KeptApp];
  readonly google: GoogleStandIn;
  readonly redis: Pick<Awaited<ReturnType<typeof openTestRedisServer>>, "kill" | "restart">;
  /** What came of the questions that a host has answered, as it counts them itself. */
  readonly answered: (host: KeptApp) => Promise<Readonly<Record<string, number>>>;
  readonly close: () => Promise<void>;
}

/** Opens real processes on one PostgreSQL and one Redis, and returns when both hosts know the roads. */
export async function openRoadsStage(crashed: (sentence: string) => void): Promise<RoadsStage> {
  await using opening = new AsyncDisposableStack();
  const world = realWorld();
  const folder = await mkdtemp(join(tmpdir(), "msafara-two-roads-"));
  opening.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const [database, redis] = await Promise.all([openTestDatabase(), openTestRedisServer()]);
  opening.defer(redis.close);
  opening.defer(database.close);
  const google = await openGoogleStandIn({ world, luck: { quotaPerDay: 0 } });
  opening.defer(google.close);
  const env = {
    DATABASE_URL: database.url,
    REDIS_URL: redis.url,
    SECRET_KEY: randomBytes(32).toString("base64"),
    TRUST_PROXY: "true",
    ROADS_THREADS: "1",
    ROADS_MAP: folder,
    GOOGLE_MAPS_API_KEY: google.key,
    GOOGLE_MAPS_URL: google.url,
  };
  const keep = async (app: "gateway" | "agents", name: string) => {
    const kept = keepApp({ app, name, port: await freePort(), env }, crashed);
    opening.defer(kept.close);
    return kept;
  };
  const gateways = [await keep("gateway", "door-1"), await keep("gateway", "door-2")] as const;
  const hosts = [await keep("agents", "yard-1"), await keep("agents", "yard-2")] as const;
  const bus = await openRedisBus({ url: redis.url, world });
  opening.defer(bus.close);
  const isWhole = async () => {
    const ready = await Promise.all([...gateways, ...hosts].map((it) => it.isReady()));
    const knowing = await bus.presence.members(ROADS_GROUP);
    return ready.every(Boolean) && knowing.length === hosts.length;
  };
  await until("both hosts know the roads", isWhole, { withinMs: READY_MS_MAX, everyMs: 100 });
  const opened = opening.move();
  return {
    doors: [gateways[0].url, gateways[1].url],
    databaseUrl: database.url,
    hosts,
    google,
    redis,
    answered: readAnswered,
    close: () => opened.disposeAsync(),
  };
}

async function readAnswered({ url }: KeptApp): Promise<Readonly<Record<string, number>>> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const counts: Record<string, number> = {};
  for (const { groups } of text.matchAll(ANSWERED)) {
    const { outcome = "", count } = groups ?? {};
    counts[outcome] = (counts[outcome] ?? 0) + Number(count);
  }
  return counts;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}
