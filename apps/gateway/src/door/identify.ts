import type { Route } from "@msafara/contracts";
import type { Actor } from "@msafara/domain";
import { type Id, isRefusal, refuse, type Refusal, type World } from "@msafara/kernel";
import type { AccessClaims } from "../identity/access-claims.ts";
import { verifyAccessToken } from "../identity/access-token.ts";
import type { KeyRing } from "../identity/key-ring.ts";
import { isApiKey } from "../identity/mint-api-key.ts";
import type { Visitor } from "./handler.ts";

const BEARER = /^Bearer +([\w.~+/-]+=*)$/i;

/** A key that opens something, and in whose name. */
export interface KnownKey {
  readonly id: Id<"key">;
  readonly actor: Actor;
}

/** What it takes to know who comes. */
export interface Registers {
  readonly world: Pick<World, "now">;
  readonly ring: () => KeyRing;
  /** Reads the ring anew, since a token names a key that is not on it; false when it was just read. */
  readonly readAnew: () => Promise<boolean>;
  readonly findKey: (key: string) => Promise<KnownKey | undefined>;
}

/** What somebody shows at the door. */
export interface Shown {
  readonly authorization: string | undefined;
  readonly apiKey: string | undefined;
}

/** Why what was shown is not believed. */
export type Disbelief = Refusal<"token-invalid" | "token-expired" | "api-key-invalid">;

/** Who comes; nobody when nothing was shown that this route looks at. */
export type Identify = (
  route: Pick<Route, "scopes">,
  shown: Shown,
) => Promise<Visitor | Disbelief | undefined>;

/** Knows people by their access tokens, and machines by their keys where a route lets machines in. */
export function identifier(registers: Registers): Identify {
  return async ({ scopes }, { authorization, apiKey }) => {
    if (authorization !== undefined) return await fromToken(registers, authorization);
    return apiKey === undefined || scopes.length === 0
      ? undefined
      : await fromKey(registers, apiKey);
  };
}

async function fromToken(
  registers: Registers,
  authorization: string,
): Promise<Visitor | Disbelief> {
  const [, token] = BEARER.exec(authorization) ?? [];
  if (token === undefined) return refuse("token-invalid");
  const first = believe(registers, token);
  // Another gateway may have made a key since: the ring is read anew before the token is refused.
  const isAgain = first.isKeyUnknown && (await registers.readAnew());
  const { claims } = isAgain ? believe(registers, token) : first;
  return isRefusal(claims) ? claims : visitorOf(claims);
}

function believe({ ring, world }: Registers, token: string) {
  const now = world.now();
  const keys = ring();
  let isKeyUnknown = false;
  const keyOf = (kid: string) => {
    const key = keys.keyOf(kid, now);
    isKeyUnknown = key === undefined;
    return key;
  };
  const claims = verifyAccessToken(token, { keyOf, now });
  return { claims, isKeyUnknown };
}

function visitorOf({ sub, role, agent, org, orgRole, family, authAt }: AccessClaims): Visitor {
  const actor: Actor = {
    userId: sub,
    role,
    ...(agent !== null && { agentId: agent }),
    ...(org !== null && { orgId: org }),
    ...(orgRole !== null && { orgRole }),
  };
  return { actor, principal: sub, session: { family, authAt } };
}

async function fromKey({ findKey }: Registers, apiKey: string): Promise<Visitor | Disbelief> {
  const known = isApiKey(apiKey) ? await findKey(apiKey) : undefined;
  return known === undefined
    ? refuse("api-key-invalid")
    : { actor: known.actor, principal: known.id };
}
