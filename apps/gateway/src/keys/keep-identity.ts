import type { World } from "@msafara/kernel";
import type { Identity } from "@msafara/store";
import type { FastifyBaseLogger } from "fastify";

const DAY_MS = 86_400_000;
/** Gateways that were started together do not all begin at once. */
const SPREAD_MS = 600_000;
const REMINDED_MAX = 100;

/** What is kept, and who is told. */
export interface Upkeep {
  readonly identity: Pick<Identity, "tidyIdentity" | "remindOfKeys">;
  readonly world: World;
  readonly log: FastifyBaseLogger;
}

/**
 * Each day forgets what is past its keep and tells which keys should be replaced. Any number of gateways
 * may do so: rows that one holds the others pass over, and of each key one of them hears.
 */
export function keepIdentity({ identity, world, log }: Upkeep): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;

  async function keep(): Promise<void> {
    await world.sleep(world.dice("upkeep") * SPREAD_MS, signal);
    while (!signal.aborted) {
      try {
        await tidy({ identity, world, log });
      } catch (err) {
        log.warn({ event: "upkeep.failed", err }, "upkeep failed and is tried again tomorrow");
      }
      await world.sleep(DAY_MS, signal);
    }
  }

  const kept = keep();
  return async () => {
    stopping.abort();
    await kept;
  };
}

async function tidy({ identity, world, log }: Upkeep): Promise<void> {
  const now = world.now();
  await identity.tidyIdentity(now);
  for (const { id, prefix, createdBy } of await identity.remindOfKeys({
    limit: REMINDED_MAX,
    now,
  })) {
    const line = { event: "api-key.old", keyId: id, prefix, createdBy };
    log.warn(line, "an API key is ninety days old and should be replaced");
  }
}
