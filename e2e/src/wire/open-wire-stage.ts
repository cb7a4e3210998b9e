import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hostAgents, hostRoads, marketHost } from "@msafara/agents";
import { openRedisBus } from "@msafara/bus";
import { type FrameJudge, type Judge, openFrameJudge, openJudge } from "@msafara/contracts/exams";
import { openTestDatabase, openTestRedis } from "@msafara/dev";
import { ROADS_GROUP } from "@msafara/domain";
import { openGateway, readPlacement, version } from "@msafara/gateway";
import { realWorld, type World } from "@msafara/kernel";
import type { Bus } from "@msafara/runtime";
import { openJournal, openMarket, openStandInPayments } from "@msafara/store";
import { pino } from "pino";
import { Registry } from "prom-client";
import { type Look, openLook } from "../cluster/open-look.ts";
import { until } from "../cluster/until.ts";

/** A line of a gateway's log. */
export interface LogLine {
  readonly event?: string;
  readonly level: number;
  readonly message?: string;
}

/** Two gateways and a host of agents over one PostgreSQL and one Redis. */
export interface WireStage {
  /** Where each gateway listens. */
  readonly doors: readonly [string, string];
  readonly databaseUrl: string;
  readonly look: Look;
  readonly judge: Judge;
  readonly frames: FrameJudge;
  /** The OpenAPI document, as the gateway serves it. */
  readonly document: any;
  readonly lines: readonly LogLine[];
  /** The text of the last message to a phone. */
  readonly messageTo: (phone: string) => string;
  /** How many messages went out to phones. */
  readonly messages: () => number;
  /** What time it is for the gateways. */
  readonly now: () => number;
  /** Lets so much time pass for the gateways; for good. */
  readonly pass: (ms: number) => void;
  readonly close: () => Promise<void>;
}

export interface WireStageOptions {
  /** The limits of the wire stand only where they are what is looked at. */
  readonly limited?: boolean;
  /** Roads take seconds to open, so they are there only where somebody asks for a way. */
  readonly roads?: boolean;
}

const SECRET_KEY = new Uint8Array(32).fill(7);
/** A map is generated, and fitted: seconds, and more on a machine that does other things. */
const ROADS_MS_MAX = 60_000;
const NO_LIMIT = 1_000_000;
const SMS = /^SMS to (?<phone>\+\d+): (?<text>.*)$/s;

/** Opens a stage; `close` takes it down, the last opened first. */
export async function openWireStage({
  limited = false,
  roads = false,
}: WireStageOptions = {}): Promise<WireStage> {
  await using opening = new AsyncDisposableStack();
  const [database, redis] = await Promise.all([openTestDatabase(), openTestRedis()]);
  opening.defer(redis.close);
  opening.defer(database.close);
  const look = openLook(database.url);
  opening.defer(look.close);
  const place = { databaseUrl: database.url, redisUrl: redis.url, prefix: redis.prefix };
  const sent = new Map<string, readonly string[]>();
  const lines: LogLine[] = [];
  const log = openEar(lines, sent);
  let aheadMs = 0;
  const real = realWorld();
  const world: World = { ...real, now: () => real.now() + aheadMs };
  const bus = await openHost(place, { opening, log });
  if (roads) await openRoads(place, { opening, log, bus });
  const parts = { opening, log, world, limited };
  const doors = [await openDoor(place, parts), await openDoor(place, parts)] as const;
  const document = await (await fetch(`${doors[0]}/openapi.json`)).json();
  const live = await (await fetch(`${doors[0]}/asyncapi.json`)).json();
  await until("agents have owners", () => isOpen(doors[1]));
  const opened = opening.move();
  return {
    doors,
    databaseUrl: database.url,
    look,
    document,
    lines,
    judge: openJudge(document),
    frames: openFrameJudge(live),
    messageTo: (phone) => sent.get(phone)?.at(-1) ?? "",
    messages: () => [...sent.values()].flat().length,
    now: world.now,
    pass: (ms) => {
      aheadMs += ms;
    },
    close: () => opened.disposeAsync(),
  };
}

interface Place {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  readonly prefix: string;
}

type Ear = ReturnType<typeof openEar>;

/** Hears what is logged: the messages of the stand-in, and what the gateways complain about. */
function openEar(lines: LogLine[], sent: Map<string, readonly string[]>) {
  const write = (text: string) => {
    const line: LogLine = JSON.parse(text);
    const { phone, text: told = "" } = SMS.exec(line.message ?? "")?.groups ?? {};
    if (phone === undefined) lines.push(line);
    else sent.set(phone, [...(sent.get(phone) ?? []), told]);
  };
  return pino({ level: "info", messageKey: "message" }, { write });
}

async function openHost(
  { databaseUrl, redisUrl, prefix }: Place,
  { opening, log }: { readonly opening: AsyncDisposableStack; readonly log: Ear },
): Promise<Bus> {
  const world = realWorld();
  const journal = openJournal({ connectionString: databaseUrl, world });
  opening.defer(journal.close);
  const bus = await openRedisBus({ url: redisUrl, world, prefix });
  opening.defer(bus.close);
  const market = openMarket({ connectionString: databaseUrl });
  opening.defer(market.close);
  const ledger = openStandInPayments(databaseUrl);
  opening.defer(ledger.close);
  const { roles, vendors } = marketHost({ world, nearby: market.nearby, ledger });
  const registry = new Registry();
  const host = await hostAgents({
    world,
    log,
    journal,
    bus,
    registry,
    name: "yard",
    roles,
    vendors,
  });
  opening.defer(host.stop);
  return bus;
}

interface RoadsParts {
  readonly opening: AsyncDisposableStack;
  readonly log: Ear;
  readonly bus: Bus;
}

/** The generated roads, in one thread. */
async function openRoads({ databaseUrl }: Place, { opening, log, bus }: RoadsParts): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "msafara-wire-"));
  opening.defer(() => rm(folder, { recursive: true }));
  const stop = hostRoads({
    world: realWorld(),
    log,
    bus,
    registry: new Registry(),
    databaseUrl,
    roads: { threads: 1, folder, googleUrl: undefined },
    googleKey: undefined,
    lingerMs: 0,
  });
  opening.defer(stop);
  const members = () => bus.presence.members(ROADS_GROUP);
  await until("roads are open", async () => (await members()).length > 0, {
    withinMs: ROADS_MS_MAX,
  });
}

interface DoorParts {
  readonly opening: AsyncDisposableStack;
  readonly log: Ear;
  readonly world: World;
  readonly limited: boolean;
}

async function openDoor(
  { databaseUrl, redisUrl, prefix }: Place,
  { opening, log, world, limited }: DoorParts,
): Promise<string> {
  const journal = openJournal({ connectionString: databaseUrl, world: realWorld() });
  opening.defer(journal.close);
  const bus = await openRedisBus({ url: redisUrl, world: realWorld(), prefix });
  opening.defer(bus.close);
  const { app, close } = await openGateway({
    world,
    log,
    journal,
    databaseUrl,
    bus: limited ? bus : unlimited(bus),
    registry: new Registry(),
    secretKey: SECRET_KEY,
    origins: [],
    trustProxy: limited,
    vitals: {
      version,
      database: { kind: "external" },
      bus: { kind: "redis", answers: () => bus.presence.members("probe") },
      placement: () => readPlacement(journal),
    },
  });
  opening.defer(close);
  return await app.listen({ host: "127.0.0.1", port: 0 });
}

/** Counts as ever, in the same Redis, and lets a walk of ten thousand steps through. */
function unlimited(bus: Bus): Bus {
  const { limiter } = bus;
  return {
    ...bus,
    limiter: { take: (allowance) => limiter.take({ ...allowance, limit: NO_LIMIT }) },
  };
}

async function isOpen(door: string): Promise<boolean> {
  const answer = await fetch(`${door}/readyz`);
  return answer.status === 200;
}
