import { assert, type Id, type Instant, type Refusal, refuse } from "@msafara/kernel";
import type { AuditEntry, Identity, User } from "@msafara/store";
import type { Call, Visitor } from "../door/handler.ts";
import { auditLineOf } from "../identity/audited.ts";

const MINUTE_MS = 60_000;
const FRESH_MINUTES = 5;

/** A call of somebody who has signed in. */
export type Signed = Pick<Call, "origin"> & { readonly visitor: Visitor };

/**
 * The account of whoever calls, as it is now: an access token is believed for its quarter of an hour,
 * and the account may have been suspended or erased since.
 */
export async function standing(
  { findUser }: Pick<Identity, "findUser">,
  { visitor }: Pick<Signed, "visitor">,
): Promise<User | Refusal<"token-invalid" | "account-suspended">> {
  const user = await findUser(visitor.actor.userId);
  if (user === undefined) return refuse("token-invalid");
  return user.suspendedAt === null ? user : refuse("account-suspended");
}

/** The session that a call belongs to. Routes of accounts let in no keys. */
export function sessionOf({ visitor }: Pick<Signed, "visitor">): {
  readonly family: Id<"fam">;
  readonly authAt: Instant;
} {
  assert(visitor.session, "only people have accounts, and they come in by a session");
  return visitor.session;
}

/** What lasts is only changed by whoever has just shown the password: a token that was left behind does not do. */
export function refuseStale(
  call: Pick<Signed, "visitor">,
  now: Instant,
): Refusal<"login-not-fresh"> | undefined {
  const { authAt } = sessionOf(call);
  const isFresh = now - authAt <= FRESH_MINUTES * MINUTE_MS;
  return isFresh ? undefined : refuse("login-not-fresh", { minutes: FRESH_MINUTES });
}

/** What the caller did, as a line of the record. */
export function lineOf(
  { visitor, origin }: Signed,
  what: Pick<AuditEntry, "act" | "resource" | "why" | "detail">,
): AuditEntry {
  return auditLineOf(origin, { who: visitor.principal, ...what });
}
