import type { Route } from "@msafara/contracts";
import type { Actor } from "@msafara/domain";
import { type Id, isRefusal, refuse, type Refusal } from "@msafara/kernel";
import { isApiKey } from "../identity/mint-api-key.ts";
import { believeToken, type TokenRegisters, visitorOf } from "./believe-token.ts";
import type { Visitor } from "./handler.ts";

const BEARER = /^Bearer +([\w.~+/-]+=*)$/i;

/** A key that opens something, and in whose name. */
export interface KnownKey {
  readonly id: Id<"key">;
  readonly actor: Actor;
}

/** What it takes to know who comes. */
export interface Registers extends TokenRegisters {
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
  const claims = await believeToken(registers, token);
  return isRefusal(claims) ? claims : visitorOf(claims);
}

async function fromKey({ findKey }: Registers, apiKey: string): Promise<Visitor | Disbelief> {
  const known = isApiKey(apiKey) ? await findKey(apiKey) : undefined;
  return known === undefined
    ? refuse("api-key-invalid")
    : { actor: known.actor, principal: known.id };
}
