import { type Id, type Instant, toIso } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { KEY_KEPT_MS } from "./list-api-keys.ts";

/** A key that is to be: its hash, and the few letters that people know it by. */
export interface NewApiKey {
  readonly id: Id<"key">;
  readonly prefix: string;
  readonly hash: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly by: Id<"usr">;
  readonly now: Instant;
}

/** Keeps a key for a service, until it should be replaced. */
export async function makeApiKey(
  db: Kysely<Schema>,
  { id, prefix, hash, name, scopes, by, now }: NewApiKey,
): Promise<{ readonly id: Id<"key">; readonly rotateBy: Instant }> {
  await db
    .insertInto("api_keys")
    .values({
      id,
      prefix,
      hash,
      name,
      scopes: JSON.stringify(scopes),
      created_by: by,
      created_at: toIso(now),
    })
    .execute();
  return { id, rotateBy: now + KEY_KEPT_MS };
}
