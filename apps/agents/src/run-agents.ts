import { openRedisBus } from "@msafara/bus";
import { Fault, type World } from "@msafara/kernel";
import { migrate, openJournal, openMarket, openStandInPayments } from "@msafara/store";
import type { Logger } from "pino";
import { collectDefaultMetrics, Registry } from "prom-client";
import type { Config } from "./config.ts";
import { announceVendors } from "./announce-vendors.ts";
import { hostAgents } from "./host-agents.ts";
import { marketHost } from "./market-host.ts";
import { openProbes } from "./open-probes.ts";
import { hostRoads } from "./roads/host-roads.ts";
import { watchTurns } from "./watch-turns.ts";

/** Whoever asks for roads looks once a second who is there. */
const LINGER_MS = 1_000;

export interface RunParts {
  readonly world: World;
  readonly config: Config;
  readonly log: Logger;
  readonly told: Promise<string>;
}

/** Whoever hosts agents needs the newest tables; of several hosts that start at once one makes them. */
async function update(databaseUrl: string): Promise<readonly string[]> {
  try {
    return await migrate(databaseUrl);
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    const why = cause instanceof Error ? cause.message || cause.name : String(cause);
    const sentence = `Cannot use the database at "${new URL(databaseUrl).host}": ${why}`;
    throw new Fault(sentence, { retry: true, cause });
  }
}

/** Runs a host of a cluster until it is told to end; then its partitions go to the others. */
export async function runAgents({ world, config, log, told }: RunParts): Promise<void> {
  await using closing = new AsyncDisposableStack();
  const { databaseUrl, redisUrl, googleKey } = config.secrets;
  const applied = await update(databaseUrl);
  log.info({ event: "database.migrated", applied }, "database is up to date");
  const journal = openJournal({ connectionString: databaseUrl, world });
  closing.defer(journal.close);
  const bus = await openRedisBus({ url: redisUrl, world, log: (line) => log.warn(line) });
  closing.defer(bus.close);
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const parts = { world, log, journal, bus, registry, name: config.name };
  const watch = () => watchTurns(databaseUrl);
  const market = openMarket({ connectionString: databaseUrl });
  closing.defer(market.close);
  const ledger = openStandInPayments(databaseUrl);
  closing.defer(ledger.close);
  const { nearby } = market;
  const cast = marketHost({ world, nearby, ledger, luck: config.paymentLuck });
  const { roles, vendors, vendorKinds } = cast;
  const host = await hostAgents({ ...parts, roles, vendors, watch });
  closing.defer(host.stop);
  const { presence } = bus;
  const trouble = (err: unknown) =>
    log.warn({ event: "vendors.unannounced", err }, "the bus did not hear whom we ask");
  closing.defer(announceVendors({ presence, world, vendorKinds, trouble }));
  const probes = await openProbes({ ...config, registry, ready: host.ready });
  closing.defer(probes.close);
  closing.defer(
    hostRoads({ ...parts, databaseUrl, roads: config.roads, googleKey, lingerMs: LINGER_MS }),
  );
  log.info({ event: "agents.hosted", port: config.port }, "agents are hosted");
  log.info({ event: "agents.ending", why: await told }, "agents end");
}
