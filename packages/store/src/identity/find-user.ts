import type { Id, Instant } from "@msafara/kernel";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { texts } from "../connection/sql.ts";
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
  const [user] = await findUsers(db, [id]);
  return user;
}

/** The account with each of these ids, in their order. */
export async function findUsers(
  db: Kysely<Schema>,
  ids: readonly Id<"usr">[],
): Promise<readonly (User | undefined)[]> {
  const rows = await db
    .selectFrom("users")
    .leftJoin("second_factors as factor", (join) =>
      join.onRef("factor.user_id", "=", "users.id").on("factor.confirmed_at", "is not", null),
    )
    .select(["users.id", "role", "agent", "phone", "name", "locale"])
    .select(["phone_verified_at", "suspended_at", "users.created_at", "factor.user_id as factor"])
    .where("users.id", "=", sql<Id<"usr">>`any(${texts(ids)})`)
    .execute();
  const found = new Map(rows.map((row) => [row.id, userIn(row)]));
  return ids.map((id) => found.get(id));
}

interface Row extends Omit<
  User,
  "phone" | "name" | "phoneVerifiedAt" | "suspendedAt" | "createdAt" | "hasSecondFactor"
> {
  readonly phone: string | null;
  readonly name: string | null;
  readonly phone_verified_at: Instant | null;
  readonly suspended_at: Instant | null;
  readonly created_at: Instant;
  readonly factor: Id<"usr"> | null;
}

function userIn({ phone, name, factor, ...row }: Row): User | undefined {
  if (phone === null || name === null) return undefined;
  const { id, role, agent, locale } = row;
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
    hasSecondFactor: factor !== null,
  };
}
