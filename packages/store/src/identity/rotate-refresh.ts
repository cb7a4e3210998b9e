import { type Id, type Instant, type Refusal, refuse, toIso } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { instant } from "../connection/sql.ts";
import { together } from "./together.ts";
import type { KeptToken } from "./open-session.ts";
import { revokeFamily } from "./revoke-family.ts";

/** For so long a token that was exchanged still gets the pair that it got: the answer may have been lost. */
const GRACE_MS = 60_000;

/** An exchange: the token that was shown, and what it is to become. */
export interface Exchange {
  readonly tokenHash: string;
  readonly successor: KeptToken;
  /** The new pair, under a key that only the token gives. */
  readonly sealed: string;
  /** The session speaks for this organization from now on, and ends with the place in it. */
  readonly joins?: Id<"org">;
  readonly now: Instant;
}

/** Either our pair counts, or that of an exchange before, which the token opens. */
export type Exchanged =
  | { readonly outcome: "rotated" }
  | { readonly outcome: "repeated"; readonly sealed: string };

/** Why a token gets nothing. */
export type ExchangeRefusal = "token-invalid" | "refresh-token-reused";

/**
 * Exchanges a refresh token for the next one. Shown again within a minute it gets the same pair;
 * later somebody has a copy, and the whole session ends (U49, U185).
 */
export async function rotateRefresh(
  db: Kysely<Schema>,
  exchange: Exchange,
): Promise<Exchanged | Refusal<ExchangeRefusal>> {
  const { tokenHash, now } = exchange;
  return await together(db, async (tx): Promise<Exchanged | Refusal<ExchangeRefusal>> => {
    const isRemoved = !(await mayJoin(tx, exchange));
    const family = await lockFamily(tx, tokenHash);
    if (family === undefined) return refuse("token-invalid", { why: "unknown" });
    if (family.revoked_why !== null) return refuse("token-invalid", { why: family.revoked_why });
    const token = await readToken(tx, tokenHash);
    if (token === undefined) return refuse("token-invalid", { why: "unknown" });
    if (token.spent_at !== null) {
      const { id, user_id: user } = family;
      if (now - token.spent_at <= GRACE_MS && token.sealed !== null) {
        return { outcome: "repeated", sealed: token.sealed };
      }
      await revokeFamily(tx, { user, family: id, why: "reuse", now });
      return refuse("refresh-token-reused", { family: id, user });
    }
    const endsAt = Math.min(token.expires_at, family.ends_at);
    if (endsAt <= now) return refuse("token-invalid", { why: "expired" });
    if (isRemoved) return refuse("token-invalid", { why: "removed" });
    await spend(tx, exchange, { family: family.id, serial: token.serial });
    return { outcome: "rotated" };
  });
}

/**
 * Whether its user still belongs where the session is to join. The organization is held meanwhile: whoever
 * is removed just now is gone already, or finds this session among those that end with the place.
 */
async function mayJoin(
  tx: Kysely<Schema>,
  { tokenHash, joins }: Pick<Exchange, "tokenHash" | "joins">,
): Promise<boolean> {
  if (joins === undefined) return true;
  await tx
    .selectFrom("organizations")
    .select("id")
    .where("id", "=", joins)
    .forShare()
    .executeTakeFirst();
  const member = await tx
    .selectFrom("refresh_tokens as token")
    .innerJoin("refresh_families as family", "family.id", "token.family")
    .innerJoin("members", "members.user_id", "family.user_id")
    .select("members.role")
    .where("token.hash", "=", tokenHash)
    .where("members.organization", "=", joins)
    .executeTakeFirst();
  return member !== undefined;
}

/** The family is held until the end, so all exchanges within it come one after the other. */
async function lockFamily(tx: Kysely<Schema>, tokenHash: string) {
  return await tx
    .selectFrom("refresh_families")
    .select(["id", "user_id", "ends_at", "revoked_why"])
    .where("id", "=", (eb) =>
      eb.selectFrom("refresh_tokens").select("family").where("hash", "=", tokenHash),
    )
    .forUpdate()
    .executeTakeFirst();
}

/** A statement of its own: it sees what the one before us did to the token while we waited. */
async function readToken(tx: Kysely<Schema>, tokenHash: string) {
  return await tx
    .selectFrom("refresh_tokens")
    .select(["serial", "expires_at", "spent_at", "sealed"])
    .where("hash", "=", tokenHash)
    .executeTakeFirst();
}

async function spend(
  tx: Kysely<Schema>,
  { tokenHash, successor, sealed, joins, now }: Exchange,
  { family, serial }: { readonly family: Id<"fam">; readonly serial: number },
): Promise<void> {
  await tx
    .updateTable("refresh_tokens")
    .set({ spent_at: toIso(now), sealed })
    .where("hash", "=", tokenHash)
    .execute();
  await tx
    .insertInto("refresh_tokens")
    .values({
      family,
      serial: serial + 1,
      hash: successor.hash,
      expires_at: toIso(successor.expiresAt),
    })
    .execute();
  // Pairs whose minute is over are needed no more.
  await tx
    .updateTable("refresh_tokens")
    .set({ sealed: null })
    .where("family", "=", family)
    .where("sealed", "is not", null)
    .where("spent_at", "<", instant(now - GRACE_MS))
    .execute();
  await tx
    .updateTable("refresh_families")
    .set({ used_at: toIso(now), ...(joins !== undefined && { organization: joins }) })
    .where("id", "=", family)
    .execute();
}
