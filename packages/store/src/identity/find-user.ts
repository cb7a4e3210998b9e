import type { Id, Instant } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";
import type { UserRole } from "./tables.ts";

/** An account as its owner sees it. */
export interface User {
  readonly id: Id<"usr">;
  readonly role: UserRole;
  readonly agent: Id | null;
  readonly phone: string;
  readonly name: string;
  readonly locale: "en" | "sw";
  readonly phoneVerifiedAt: Instant | null;
  readonly suspendedAt: Instant | null;
  readonly createdAt: Instant;
  /** Whether a second factor is on. */
  readonly hasSecondFactor: boolean;
}

/** The account with an id; an erased one is not found. */
export async function findUser(db: Kysely<Schema>, id: Id<"usr">): Promise<User | undefined> {
  const row = await db
    .selectFrom("users")
    .leftJoin("second_factors as factor", (join) =>
      join.onRef("factor.user_id", "=", "users.id").on("factor.confirmed_at", "is not", null),
    )
    .select(["role", "agent", "phone", "name", "locale"])
    .select(["phone_verified_at", "suspended_at", "users.created_at", "factor.user_id as factor"])
    .where("users.id", "=", id)
    .executeTakeFirst();
  if (row === undefined || row.phone === null || row.name === null) return undefined;
  const { role, agent, phone, name, locale } = row;
  return {
    id,
    role,
    agent,
    phone,
    name,
    locale,
    phoneVerifiedAt: row.phone_verified_at,
    suspendedAt: row.suspended_at,
    createdAt: row.created_at,
    hasSecondFactor: row.factor !== null,
  };
}
