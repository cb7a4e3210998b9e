import type { Id, Instant } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";
import type { UserRole } from "./tables.ts";

/** An account as an operator sees it. */
export interface Account {
  readonly id: Id<"usr">;
  readonly role: UserRole;
  readonly phone: string;
  readonly name: string;
  readonly createdAt: Instant;
  readonly suspendedAt: Instant | null;
  readonly hasSecondFactor: boolean;
}

/** Accounts of some roles that were not erased, newest first, from before one on. */
export async function listAccounts(
  db: Kysely<Schema>,
  {
    roles,
    before,
    limit,
  }: {
    readonly roles: readonly UserRole[];
    readonly before?: Id<"usr">;
    readonly limit: number;
  },
): Promise<readonly Account[]> {
  let users = db
    .selectFrom("users")
    .leftJoin("second_factors as factor", (join) =>
      join.onRef("factor.user_id", "=", "users.id").on("factor.confirmed_at", "is not", null),
    )
    .select(["id", "role", "users.created_at", "suspended_at", "factor.user_id as factor"])
    .select((eb) => eb.fn.coalesce("phone", eb.val("")).as("phone"))
    .select((eb) => eb.fn.coalesce("name", eb.val("")).as("name"))
    .where("role", "in", roles)
    .where("erased_at", "is", null)
    .orderBy("id", "desc")
    .limit(limit);
  if (before !== undefined) users = users.where("id", "<", before);
  const rows = await users.execute();
  return rows.map(({ id, role, phone, name, created_at, suspended_at, factor }) => ({
    id,
    role,
    phone,
    name,
    createdAt: created_at,
    suspendedAt: suspended_at,
    hasSecondFactor: factor !== null,
  }));
}
