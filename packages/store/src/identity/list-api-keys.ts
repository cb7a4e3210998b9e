import type { Id, Instant } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";

/** Keys are replaced every ninety days; until then nobody is reminded. */
export const KEY_KEPT_MS = 90 * 86_400_000;

/** A key as an admin sees it: never whole again. */
export interface ListedApiKey {
  readonly id: Id<"key">;
  readonly prefix: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly createdBy: Id<"usr">;
  readonly createdAt: Instant;
  readonly lastUsedAt: Instant | null;
  readonly rotateBy: Instant;
}

/** Keys that open something, newest first, from before one on. */
export async function listApiKeys(
  db: Kysely<Schema>,
  { before, limit }: { readonly before?: Id<"key">; readonly limit: number },
): Promise<readonly ListedApiKey[]> {
  let keys = db
    .selectFrom("api_keys")
    .select(["id", "prefix", "name", "scopes", "created_by", "created_at", "last_used_at"])
    .where("revoked_at", "is", null)
    .orderBy("id", "desc")
    .limit(limit);
  if (before !== undefined) keys = keys.where("id", "<", before);
  const rows = await keys.execute();
  return rows.map(({ id, prefix, name, scopes, created_by, created_at, last_used_at }) => ({
    id,
    prefix,
    name,
    scopes,
    createdBy: created_by,
    createdAt: created_at,
    lastUsedAt: last_used_at,
    rotateBy: created_at + KEY_KEPT_MS,
  }));
}
