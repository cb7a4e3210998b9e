import type { Id, Instant, World } from "@msafara/kernel";
import { type Bus, decode, encode } from "@msafara/runtime";
import type { Identity } from "@msafara/store";
import { ACCESS_TOKEN_MS } from "../identity/access-claims.ts";

const CHANNEL = "identity/ended";
const SWEEP_MS = 10_000;
/** A commit may be a little older than the instant that it says, and clocks differ. */
const OVERLAP_MS = 60_000;
const PAGE = 1_000;

/** What opens nothing from now on: a session, a key, or all keys in somebody's name. */
export type Ended = Id<"fam"> | Id<"key"> | Id<"usr">;

/** What every gateway knows of what was ended lately. */
export interface Revocations {
  /** Tells all gateways, this one at once. Called when it is committed. */
  readonly tell: (ended: readonly Ended[]) => void;
  readonly isEnded: (family: Id<"fam">) => boolean;
  /** Calls once the session is ended; what it returns ends the watch. */
  readonly watch: (family: Id<"fam">, ended: () => void) => () => void;
  /** Calls for everything that is ended. */
  readonly hear: (heard: (ended: Ended) => void) => void;
  readonly stop: () => Promise<void>;
}

/** Where revocations are read and said. */
export interface RevocationParts {
  readonly identity: Pick<Identity, "listRevoked">;
  readonly live: Bus["live"];
  readonly world: World;
  readonly trouble: (error: unknown) => void;
}

/**
 * Keeps in memory which sessions were ended while an access token of theirs may still live. The word of
 * a revocation comes over the bus, at once; what the bus lost, or said before this gateway was there, is
 * read from the database within seconds. So nothing is asked for a request, and nothing is missed.
 */
export async function keepRevocations(parts: RevocationParts): Promise<Revocations> {
  const { world, live } = parts;
  const stopping = new AbortController();
  const known = openKnown(world);
  const sweep = sweeper(parts, known.put);
  let stopHearing: (() => Promise<void>) | undefined;

  async function look(): Promise<void> {
    try {
      stopHearing ??= await live.subscribe(CHANNEL, (frame) => {
        for (const ended of readEnded(frame)) known.put(ended);
      });
      await sweep();
      known.forget();
    } catch (error) {
      parts.trouble(error);
    }
  }

  async function keep(): Promise<void> {
    while (!stopping.signal.aborted) {
      await world.sleep(SWEEP_MS, stopping.signal);
      if (!stopping.signal.aborted) await look();
    }
  }

  await look();
  const kept = keep();
  return {
    ...known,
    tell: (ended) => {
      if (ended.length === 0) return;
      for (const each of ended) known.put(each);
      live.publish(CHANNEL, encode([...ended]));
    },
    stop: async () => {
      stopping.abort();
      await kept;
      await stopHearing?.();
    },
  };
}

/** What is known here, for as long as an access token lives. */
function openKnown(world: Pick<World, "ticks">) {
  const until = new Map<string, number>();
  const watches = new Map<string, Set<() => void>>();
  const ears = new Set<(ended: Ended) => void>();
  return {
    isEnded: (family: Id<"fam">) => until.has(family),
    put: (ended: Ended): void => {
      for (const heard of ears) heard(ended);
      if (!isFamily(ended)) return;
      const isNew = !until.has(ended);
      // Anew at the end, so that what is forgotten first stands first.
      until.delete(ended);
      until.set(ended, world.ticks() + ACCESS_TOKEN_MS);
      if (isNew) for (const end of watches.get(ended) ?? []) end();
    },
    forget: (): void => {
      for (const [family, at] of until) {
        if (at > world.ticks()) return;
        until.delete(family);
      }
    },
    hear: (heard: (ended: Ended) => void) => void ears.add(heard),
    watch: (family: Id<"fam">, ended: () => void) => {
      const all = watches.get(family) ?? new Set();
      watches.set(family, all.add(ended));
      return () => {
        all.delete(ended);
        if (all.size === 0 && watches.get(family) === all) watches.delete(family);
      };
    },
  };
}

/** Reads from the table what was ended since it was read last; at first, all that still matters. */
function sweeper({ identity, world }: RevocationParts, put: (ended: Ended) => void) {
  let since: Instant = world.now() - ACCESS_TOKEN_MS;
  return async (): Promise<void> => {
    const began = world.now();
    let after: { readonly at: Instant; readonly family?: Id<"fam"> } = { at: since - OVERLAP_MS };
    for (;;) {
      const page = await identity.listRevoked({ after, limit: PAGE });
      for (const { family } of page) put(family);
      if (page.length < PAGE) break;
      after = page.at(-1) ?? after;
    }
    since = began;
  };
}

function readEnded(frame: Uint8Array): readonly Ended[] {
  const said = decode(frame);
  return Array.isArray(said) ? said.filter(isEnded) : [];
}

function isEnded(text: unknown): text is Ended {
  return typeof text === "string" && /^(fam|key|usr)_/.test(text);
}

function isFamily(ended: Ended): ended is Id<"fam"> {
  return ended.startsWith("fam_");
}
