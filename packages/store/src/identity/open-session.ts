import { type Id, type Instant, type Refusal, refuse, toIso } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { together } from "./together.ts";
import { instant } from "../connection/sql.ts";
import { belongs } from "./belongs.ts";

/** More phones and browsers than anybody has; beyond them the session used longest ago ends. */
const SESSIONS_MAX = 20;

/** A refresh token as it is kept: its hash, and when it ends. */
export interface KeptToken {
  readonly hash: string;
  readonly expiresAt: Instant;
}

/** A session that is to be, with its first token. */
export interface NewSession {
  readonly family: Id<"fam">;
  readonly user: Id<"usr">;
  /** On whose behalf its tokens act, besides the user's own. */
  readonly organization?: Id<"org">;
  readonly device?: string;
  readonly address?: string;
  readonly token: KeptToken;
  /** However often it is renewed, it ends then. */
  readonly endsAt: Instant;
  /** The hash that the password was held against: a password that was changed meanwhile opens nothing. */
  readonly passwordHash: string;
  readonly now: Instant;
}

/** Opens a session for whoever has just shown the password. */
export async function openSession(
  db: Kysely<Schema>,
  session: NewSession,
): Promise<
  | { readonly family: Id<"fam">; readonly sessionsEnded: readonly Id<"fam">[] }
  | Refusal<"account-suspended" | "credentials-wrong" | "organization-not-found">
> {
  return await together(db, async (tx) => {
    const { user, organization } = session;
    // Logins of one account come one after the other, and none slips past a suspension.
    const found = await tx
      .selectFrom("users")
      .select(["password", "suspended_at"])
      .where("id", "=", user)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (found?.password !== session.passwordHash) return refuse("credentials-wrong");
    if (found.suspended_at !== null) return refuse("account-suspended");
    if (organization !== undefined && !(await belongs(tx, { organization, user }))) {
      return refuse("organization-not-found");
    }
    const sessionsEnded = await insertSession(tx, session);
    return { family: session.family, sessionsEnded };
  });
}

/**
 * Makes the session with its token, and ends what was used longest ago, so that it has room. All of it sees
 * what was there before, and nothing from before the account was held: of many at once each counts those ahead.
 */
async function insertSession(
  tx: Kysely<Schema>,
  session: NewSession,
): Promise<readonly Id<"fam">[]> {
  const { family, user, organization = null, device = null, address = null, token } = session;
  const now = toIso(session.now);
  const fresh = { opened_at: now, used_at: now, ends_at: toIso(session.endsAt) };
  const first = { family, serial: 0, hash: token.hash, expires_at: toIso(token.expiresAt) };
  const ended = await tx
    .with("crowded", (cte) =>
      cte
        .updateTable("refresh_families")
        .set({ revoked_at: now, revoked_why: "crowded" })
        .where("id", "in", beyondRoom(tx, session))
        .returning("id"),
    )
    .with("family", (cte) =>
      cte
        .insertInto("refresh_families")
        .values({ id: family, user_id: user, organization, device, address, ...fresh }),
    )
    .with("token", (cte) => cte.insertInto("refresh_tokens").values(first))
    .selectFrom("crowded")
    .select("id")
    .orderBy("id")
    .execute();
  return ended.map(({ id }) => id);
}

/** The sessions of an account that have to end for one more. */
function beyondRoom(tx: Kysely<Schema>, { user, now }: NewSession) {
  return tx
    .selectFrom("refresh_families")
    .select("id")
    .where("user_id", "=", user)
    .where("revoked_at", "is", null)
    .where("ends_at", ">", instant(now))
    .orderBy("used_at", "desc")
    .orderBy("id", "desc")
    .offset(SESSIONS_MAX - 1);
}
