import { type Id, type Instant, type Refusal, refuse, toIso } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { together } from "./together.ts";
import { instant } from "../connection/sql.ts";
import { forgetPerson } from "./forget-person.ts";
import type { UserRole } from "./tables.ts";

/** Whoever does not prove a phone for so long holds it for nobody. */
const UNPROVEN_MS_MAX = 86_400_000;

/** An account that is to be. The password comes hashed; ids are minted by the caller. */
export interface NewUser {
  readonly id: Id<"usr">;
  readonly role: UserRole;
  /** The agent that acts for this account; nobody acts for an admin or for support. */
  readonly agent: Id | null;
  readonly phone: string;
  readonly name: string;
  readonly locale: "en" | "sw";
  readonly passwordHash: string;
  readonly now: Instant;
}

/**
 * Makes an account. Of two for one phone the first stays; one that never proved the phone makes
 * room after a day, or anybody could keep a number from its owner.
 */
export async function registerUser(
  db: Kysely<Schema>,
  user: NewUser,
): Promise<{ readonly id: Id<"usr"> } | Refusal<"phone-taken">> {
  return await together(db, async (tx) => {
    if (await insertUser(tx, user)) return { id: user.id };
    const squatter = await tx
      .selectFrom("users")
      .select("id")
      .where("phone", "=", user.phone)
      .where("phone_verified_at", "is", null)
      .where("role", "not in", ["admin", "support"])
      .where("created_at", "<", instant(user.now - UNPROVEN_MS_MAX))
      .forUpdate()
      .executeTakeFirst();
    if (squatter === undefined) return refuse("phone-taken");
    await forgetPerson(tx, { user: squatter.id, phone: user.phone, now: user.now });
    return (await insertUser(tx, user)) ? { id: user.id } : refuse("phone-taken");
  });
}

/** Waits for another registration of the same phone that is under way; `false` when it was first. */
async function insertUser(tx: Kysely<Schema>, user: NewUser): Promise<boolean> {
  const { id, role, agent, phone, name, locale, passwordHash: password } = user;
  const now = toIso(user.now);
  const made = await tx
    .insertInto("users")
    .values({
      id,
      role,
      agent,
      phone,
      name,
      locale,
      password,
      created_at: now,
      password_set_at: now,
    })
    .onConflict((conflict) => conflict.column("phone").doNothing())
    .returning("id")
    .executeTakeFirst();
  return made !== undefined;
}
