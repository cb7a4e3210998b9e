import { scopeSchema } from "@msafara/contracts";
import type { Scope } from "@msafara/domain";
import type { Id, World } from "@msafara/kernel";
import type { Identity } from "@msafara/store";
import type { KnownKey } from "../door/identify.ts";
import { hashToken } from "../identity/hash-token.ts";
import type { Ended, Revocations } from "./keep-revocations.ts";

/** So long a key that was revoked may still open, at a gateway that knew it and did not hear of it. */
const BELIEVED_MS = 5_000;
const NOTED_MS = 60_000;
const KEYS_MAX = 1_000;

/** What this asks of identity. */
export type KeyRegister = Pick<Identity, "findApiKey" | "findUser" | "noteKeyUse">;

/** What it takes besides. */
export interface KeyParts {
  readonly world: World;
  readonly revocations: Pick<Revocations, "hear">;
  readonly trouble: (error: unknown) => void;
}

interface Remembered {
  readonly known: KnownKey;
  readonly until: number;
}

/**
 * Finds API keys, and remembers them for seconds, since a machine comes a thousand times a minute. That
 * a key was used is noted in passing: nobody waits for it, and once a minute is enough.
 */
export function openKnownKeys(
  identity: KeyRegister,
  { world, revocations, trouble }: KeyParts,
): (key: string) => Promise<KnownKey | undefined> {
  const remembered = new Map<string, Remembered>();
  const noted = new Map<Id<"key">, number>();
  revocations.hear(forget);

  return async (key) => {
    const hash = hashToken(key);
    const kept = remembered.get(hash);
    const now = world.ticks();
    if (kept !== undefined && kept.until > now) return kept.known;
    remembered.delete(hash);
    const known = await find(identity, hash);
    if (known === undefined) return undefined;
    if (remembered.size >= KEYS_MAX) remembered.clear();
    remembered.set(hash, { known, until: now + BELIEVED_MS });
    note(known.id, now);
    return known;
  };

  /** A key, or all keys of somebody. */
  function forget(ended: Ended): void {
    for (const [hash, { known }] of remembered) {
      if (known.id === ended || known.actor.userId === ended) remembered.delete(hash);
    }
  }

  function note(id: Id<"key">, ticks: number): void {
    if (ticks - (noted.get(id) ?? -NOTED_MS) < NOTED_MS) return;
    if (noted.size >= KEYS_MAX) noted.clear();
    noted.set(id, ticks);
    identity.noteKeyUse({ id, now: world.now() }).catch(trouble);
  }
}

/** A key acts in the name of who made it, within its scopes; when he is gone or suspended it opens nothing. */
async function find(identity: KeyRegister, hash: string): Promise<KnownKey | undefined> {
  const found = await identity.findApiKey(hash);
  if (found === undefined) return undefined;
  const maker = await identity.findUser(found.createdBy);
  if (maker === undefined || maker.suspendedAt !== null) return undefined;
  const { id: userId, role, agent } = maker;
  const scopes = found.scopes.filter(isScope);
  const actor = { userId, role, scopes, ...(agent !== null && { agentId: agent }) };
  return { id: found.id, actor };
}

/** A scope of a later release is none here. */
function isScope(name: string): name is Scope {
  return scopeSchema.safeParse(name).success;
}
