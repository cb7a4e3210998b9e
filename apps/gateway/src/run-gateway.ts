import type { World } from "@msafara/kernel";
import { openRedisBus } from "@msafara/bus";
import { openJournal } from "@msafara/store";
import type { Logger } from "pino";
import { collectDefaultMetrics, Registry } from "prom-client";
import type { Config } from "./config.ts";
import { listen } from "./listen.ts";
import { openGateway } from "./open-gateway.ts";
import { readPlacement } from "./read-placement.ts";
import { readVendors } from "./read-vendors.ts";
import { version } from "./version.ts";

export interface RunParts {
  readonly world: World;
  readonly config: Config;
  readonly log: Logger;
  readonly told: Promise<string>;
}

/** Runs a gateway of a cluster until it is told to end; then what it owes is answered first. */
export async function runGateway({ world, config, log, told }: RunParts): Promise<void> {
  await using closing = new AsyncDisposableStack();
  const { databaseUrl, redisUrl } = config.secrets;
  const journal = openJournal({ connectionString: databaseUrl, world });
  closing.defer(journal.close);
  const bus = await openRedisBus({ url: redisUrl, world, log: (line) => log.warn(line) });
  closing.defer(bus.close);
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const { app, close } = await openGateway({
    world,
    log,
    registry,
    journal,
    bus,
    databaseUrl,
    secretKey: config.secrets.secretKey,
    origins: config.origins,
    trustProxy: config.trustProxy,
    vitals: {
      version,
      database: { kind: "external" },
      bus: { kind: "redis", answers: () => bus.presence.members("probe") },
      placement: () => readPlacement(journal),
      vendorsElsewhere: () => readVendors(bus),
    },
  });
  closing.defer(close);
  const address = await listen(app, config);
  log.info({ event: "gateway.listening", address }, "gateway listens");
  log.info({ event: "gateway.ending", why: await told }, "gateway ends");
}
