import type { Instant } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { instant } from "../connection/sql.ts";
import type { SigningKey } from "./save-signing-key.ts";

/** One signs, one comes next, and few that signed are still believed. */
const KEYS_MAX = 20;

/** Every key whose tokens are believed or will be, the oldest first. */
export async function listSigningKeys(
  db: Kysely<Schema>,
  now: Instant,
): Promise<readonly SigningKey[]> {
  const rows = await db
    .selectFrom("signing_keys")
    .select(["kid", "public_key", "private_key", "signs_from", "signs_until", "valid_until"])
    .where("valid_until", ">", instant(now))
    .orderBy("signs_from")
    .limit(KEYS_MAX)
    .execute();
  return rows.map((row) => ({
    kid: row.kid,
    publicKey: row.public_key,
    sealedPrivateKey: row.private_key,
    signsFrom: row.signs_from,
    signsUntil: row.signs_until,
    validUntil: row.valid_until,
  }));
}
