import { hostname } from "node:os";
import {
  type Host,
  hostAgents,
  hostRoads,
  marketHost,
  type VendorKind,
  watchTurns,
} from "@msafara/agents";
import { openRedisBus } from "@msafara/bus";
import {
  isReady,
  listen,
  lookAtVitals,
  openGateway,
  readPlacement,
  readVendors,
  type Vitals,
  version,
} from "@msafara/gateway";
import type { World } from "@msafara/kernel";
import type { Bus, Journal } from "@msafara/runtime";
import { openMemoryBus } from "@msafara/runtime/memory";
import { openJournal, openMarket, openStandInPayments } from "@msafara/store";
import type { Logger } from "pino";
import { collectDefaultMetrics, Registry } from "prom-client";
import type { Config } from "./config.ts";
import { keepSecretKey } from "./keep-secret-key.ts";
import { openDatabase } from "./open-database.ts";

const LOOK_AGAIN_MS = 50;

export interface RunParts {
  readonly world: World;
  readonly config: Config;
  readonly log: Logger;
  readonly told: Promise<string>;
}

/** The whole in one process, until it is told to end; then it drains from the door inwards. */
export async function runSingle({ world, config, log, told }: RunParts): Promise<void> {
  await using closing = new AsyncDisposableStack();
  const database = await openDatabase(config, { world, log });
  closing.defer(database.close);
  const journal = openJournal({ connectionString: database.url, world });
  closing.defer(journal.close);
  const bus = await openBus(config, { world, log });
  closing.defer(bus.close);
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const parts = { world, log, journal, bus, registry, name: hostname() };
  const watch = () => watchTurns(database.url);
  const { vendorKinds, ...cast } = openCast({ world, url: database.url, closing });
  const host = await hostAgents({ ...parts, ...cast, watch });
  closing.defer(host.stop);

  const kinds = { database: database.kind, bus: busKind(config) };
  const vitals = vitalsOf({ journal, bus, host, kinds, vendors: vendorKinds });
  const { origins, trustProxy, roads } = config;
  const { app, close } = await openGateway({
    world,
    log,
    registry,
    journal,
    bus,
    vitals,
    origins,
    trustProxy,
    databaseUrl: database.url,
    secretKey: await keepSecretKey(config),
  });
  closing.defer(close);
  const address = await listen(app, config);
  log.info({ event: "gateway.listening", address }, "gateway listens");
  if (await untilReady({ vitals, world, told })) {
    log.info({ event: "single.ready", address }, "everything runs");
    // Only now, so that nobody waits longer for the door because of a map.
    const { googleKey } = config.secrets;
    const databaseUrl = database.url;
    closing.defer(hostRoads({ ...parts, databaseUrl, roads, googleKey, lingerMs: 0 }));
  }
  log.info({ event: "single.ending", why: await told }, "everything ends");
}

/** The market's roles, and whom they ask; what they stand on is closed after them. */
function openCast({
  world,
  url,
  closing,
}: {
  readonly world: World;
  readonly url: string;
  readonly closing: AsyncDisposableStack;
}) {
  const market = openMarket({ connectionString: url });
  closing.defer(market.close);
  const ledger = openStandInPayments(url);
  closing.defer(ledger.close);
  return marketHost({ world, nearby: market.nearby, ledger });
}

/** The same look as `/readyz` takes, so that whoever hears of it may come in at once. */
async function untilReady({
  vitals,
  world,
  told,
}: {
  readonly vitals: Vitals;
  readonly world: World;
  readonly told: Promise<string>;
}): Promise<boolean> {
  const ending = new AbortController();
  void told.then(() => ending.abort());
  while (!ending.signal.aborted) {
    if (isReady(await lookAtVitals(vitals, world))) return true;
    await world.sleep(LOOK_AGAIN_MS, ending.signal);
  }
  return false;
}

function busKind(config: Config): "in-process" | "redis" {
  return config.secrets.redisUrl === undefined ? "in-process" : "redis";
}

async function openBus(
  config: Config,
  { world, log }: { readonly world: World; readonly log: Logger },
): Promise<Bus> {
  const { redisUrl } = config.secrets;
  if (redisUrl === undefined) return openMemoryBus({ world });
  return await openRedisBus({ url: redisUrl, world, log: (line) => log.warn(line) });
}

interface Parts {
  readonly journal: Journal;
  readonly bus: Bus;
  readonly host: Host;
  readonly vendors: Readonly<Record<string, VendorKind>>;
  readonly kinds: {
    readonly database: "embedded" | "external";
    readonly bus: "in-process" | "redis";
  };
}

function vitalsOf({ journal, bus, host, kinds, vendors }: Parts): Vitals {
  const nothing = { partitions: 0, residents: 0, callsWaiting: 0, timersArmed: 0, byRole: {} };
  return {
    version,
    database: { kind: kinds.database },
    bus: { kind: kinds.bus, answers: () => bus.presence.members("probe") },
    placement: () => readPlacement(journal),
    vendors,
    // The roads open after the door, and say so on the bus.
    vendorsElsewhere: () => readVendors(bus),
    node: () => ({ name: host.name, ready: host.ready(), ...(host.stats() ?? nothing) }),
  };
}
