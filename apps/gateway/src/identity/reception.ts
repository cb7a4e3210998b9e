import type { Instant, World } from "@msafara/kernel";
import type { Caller as AgentCaller } from "@msafara/runtime";
import type { Identity, Luck, Passwords } from "@msafara/store";
import type { Revocations } from "../keys/keep-revocations.ts";
import type { KeyRing } from "./key-ring.ts";
import type { Chores } from "./open-chores.ts";
import type { Sms } from "./sms.ts";

/** Everything that somebody at the door needs to let people in. */
export interface Reception {
  readonly identity: Identity;
  readonly passwords: Passwords;
  readonly ring: () => KeyRing;
  readonly sms: Sms;
  readonly luck: Luck;
  /** What seals secrets and keys codes; the database never sees it. */
  readonly masterKey: Uint8Array;
  /** Told of every session and key that ends before its time, once that is committed. */
  readonly revocations: Pick<Revocations, "tell">;
  readonly chores: Pick<Chores, "later">;
  /** The line to agents, for what becomes of a driver with his account. */
  readonly agents: Pick<AgentCaller, "ask">;
  readonly world: Pick<World, "now" | "mint">;
}

/** Where a request comes from. */
export interface Caller {
  readonly address: string;
  readonly device?: string;
  readonly requestId: string;
}

/** The purpose under which secrets of second factors are sealed. */
export const SECOND_FACTOR = "second factor";

const DAY_MS = 86_400_000;

/** A refresh token lives seven days, and its session ninety at most (U185). */
export function endsOf(now: Instant): { readonly token: Instant; readonly session: Instant } {
  return { token: now + 7 * DAY_MS, session: now + 90 * DAY_MS };
}
