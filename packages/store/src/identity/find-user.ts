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
}

/** The account with an id; an erased one is not found. */
export async function findUser(db: Kysely<Schema>, id: Id<"usr">): Promise<User | undefined> {
  const row = await db
    .selectFrom("users")
    .select(["role", "agent", "phone", "name", "locale", "phone_verified_at"])
    .where("id", "=", id)
    .executeTakeFirst();
  if (row === undefined || row.phone === null || row.name === null) return undefined;
  const { role, agent, phone, name, locale, phone_verified_at: phoneVerifiedAt } = row;
  return { id, role, agent, phone, name, locale, phoneVerifiedAt };
}
