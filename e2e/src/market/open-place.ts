import { randomBytes } from "node:crypto";
import { createServer } from "node:net";
import { realWorld, type World } from "@msafara/kernel";
import type { Json } from "@msafara/runtime";
import { openJournal } from "@msafara/store";
import { type Look, openLook } from "../cluster/open-look.ts";
import { until } from "../cluster/until.ts";
import { type Ears, openEars } from "../wire/open-ears.ts";
import { type KeptApp, keepApp } from "./keep-app.ts";
import { placeWitness } from "./witness.ts";

const READY_MS_MAX = 60_000;

/** Where a market is to be played. */
export interface PlaceWish {
  /** A migrated database of its own. */
  readonly postgresUrl: string;
  readonly redisUrl: string;
  readonly gateways: number;
  readonly nodes: number;
  /** What operators set on this market. */
  readonly settings: Readonly<Record<string, Json>>;
  /** How the provider of payments that stands in misbehaves, as operators write it. */
  readonly payments?: object;
  /** Told of what no program may do: end by itself, or answer what its documents do not show. */
  readonly crashed: (sentence: string) => void;
}

/** A market in real processes: gateways and hosts of agents, on one PostgreSQL and one Redis. */
export interface Place {
  readonly world: World;
  readonly postgresUrl: string;
  readonly look: Look;
  readonly gateways: readonly KeptApp[];
  readonly nodes: readonly KeptApp[];
  readonly doors: readonly [string, ...string[]];
  /** How everybody here asks and listens. */
  readonly ears: Ears;
  /** Every program answers, and every partition has an owner. */
  readonly whole: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Starts the programs and returns when all of them are ready. */
export async function openPlace(wish: PlaceWish): Promise<Place> {
  const { postgresUrl, redisUrl, crashed } = wish;
  const world = realWorld();
  const look = openLook(postgresUrl);
  await placeWitness(look);
  await savePolicy(wish, world);
  const env = {
    DATABASE_URL: postgresUrl,
    REDIS_URL: redisUrl,
    SECRET_KEY: randomBytes(32).toString("base64"),
    // An edge stands before them, which says from where somebody comes.
    TRUST_PROXY: "true",
    STAND_IN_PAYMENTS: JSON.stringify(wish.payments ?? {}),
    // Nobody of the market asks for a way yet.
    ROADS_THREADS: "0",
  };
  const keep = async (app: "gateway" | "agents", i: number) =>
    keepApp({ app, name: `${app}-${i + 1}`, port: await freePort(), env }, crashed);
  const gateways = await many(wish.gateways, (i) => keep("gateway", i));
  const nodes = await many(wish.nodes, (i) => keep("agents", i));
  const [first = "", ...others] = gateways.map(({ url }) => url);
  const close = async () => {
    await Promise.all([...gateways, ...nodes].map((it) => it.close()));
    await look.close();
  };
  const whole = async () => {
    const isWhole = async () => {
      const ready = await Promise.all([...gateways, ...nodes].map((it) => it.isReady()));
      return ready.every(Boolean);
    };
    await until("every program is ready", isWhole, { withinMs: READY_MS_MAX, everyMs: 100 });
  };
  const ears = await whole()
    .then(() => openEars(first, crashed))
    .catch(async (error: unknown) => {
      await close();
      throw error;
    });
  return {
    world,
    postgresUrl,
    look,
    gateways,
    nodes,
    doors: [first, ...others],
    ears,
    whole,
    close,
  };
}

async function savePolicy({ postgresUrl, settings }: PlaceWish, world: World): Promise<void> {
  const journal = openJournal({ connectionString: postgresUrl, world });
  await journal.saveSettings({ role: "platform", settings, by: "usr_ada" });
  await journal.close();
}

async function many<One>(count: number, make: (i: number) => Promise<One>): Promise<One[]> {
  const all: One[] = [];
  for (let i = 0; i < count; i++) all.push(await make(i));
  return all;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
