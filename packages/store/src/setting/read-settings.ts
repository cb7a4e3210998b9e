import type { Json } from "@msafara/runtime";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";

/** Live configuration of all roles that have any. */
export async function readSettings(
  db: Kysely<Schema>,
): Promise<Readonly<Record<string, Readonly<Record<string, Json>>>>> {
  const rows = await db
    .selectFrom("settings")
    .select(["role", "settings"])
    .orderBy("role")
    .execute();
  return Object.fromEntries(rows.map(({ role, settings }) => [role, settings]));
}
