import type { Id } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";

/** What a service may do with the key that it showed. */
export interface ApiKey {
  readonly id: Id<"key">;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly createdBy: Id<"usr">;
}

/** The key with a hash; one that was revoked is not found. */
export async function findApiKey(db: Kysely<Schema>, hash: string): Promise<ApiKey | undefined> {
  return await db
    .selectFrom("api_keys")
    .select(["id", "name", "scopes", "created_by as createdBy"])
    .where("hash", "=", hash)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
}
