import { Fault, type World } from "@msafara/kernel";
import type { Identity, Luck } from "@msafara/store";
import { type KeyRing, refreshKeyRing } from "../identity/key-ring.ts";

const HOUR_MS = 3_600_000;
const AGAIN_MS = 2_000;
/** However many tokens name keys that nobody made, the table is asked no more often. */
const PAUSE_MS = 10_000;

/** The ring as this gateway knows it, and what keeps it up to date. */
export interface KeptKeyRing {
  /** A fault that may pass until the ring could be read. */
  readonly ring: () => KeyRing;
  readonly readAnew: () => Promise<boolean>;
  readonly stop: () => Promise<void>;
}

/** What the ring is read with. */
export interface KeyRingParts {
  readonly identity: Pick<Identity, "listSigningKeys" | "saveSigningKey">;
  readonly masterKey: Uint8Array;
  readonly luck: Luck;
  readonly world: World;
  readonly trouble: (error: unknown) => void;
}

/**
 * Reads the keys of access tokens at the start and each hour. A database that is away at the start does
 * not keep the gateway from starting: it is asked again soon, and until then tokens wait.
 */
export async function keepKeyRing(parts: KeyRingParts): Promise<KeptKeyRing> {
  const { world, trouble } = parts;
  const stopping = new AbortController();
  let known: KeyRing | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<boolean> | undefined;

  async function read(): Promise<boolean> {
    readAt = world.ticks();
    try {
      known = await refreshKeyRing(parts.identity, { ...parts, now: world.now() });
      return true;
    } catch (error) {
      trouble(error);
      return false;
    } finally {
      reading = undefined;
    }
  }

  async function keep(): Promise<void> {
    while (!stopping.signal.aborted) {
      await world.sleep(known === undefined ? AGAIN_MS : HOUR_MS, stopping.signal);
      if (!stopping.signal.aborted) await (reading ??= read());
    }
  }

  await (reading ??= read());
  const kept = keep();
  return {
    ring: () => {
      if (known === undefined)
        throw new Fault("The keys of tokens are not read yet", { retry: true });
      return known;
    },
    readAnew: async () => {
      if (reading === undefined && world.ticks() - readAt < PAUSE_MS) return false;
      return await (reading ??= read());
    },
    stop: async () => {
      stopping.abort();
      await kept;
    },
  };
}
