import { type Instant, toIso } from "@msafara/kernel";
import type { Json } from "@msafara/runtime";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";

/** A key of access tokens, its private half sealed. */
export interface SigningKey {
  readonly kid: string;
  readonly publicKey: Readonly<Record<string, Json>>;
  readonly sealedPrivateKey: string;
  readonly signsFrom: Instant;
  readonly signsUntil: Instant;
  /** When the last token that it signed has ended. */
  readonly validUntil: Instant;
}

/** Keeps a key, unless another signs in any part of its time: then `false`, and that one counts. */
export async function saveSigningKey(db: Kysely<Schema>, key: SigningKey): Promise<boolean> {
  const saved = await db
    .insertInto("signing_keys")
    .values({
      kid: key.kid,
      algorithm: "EdDSA",
      public_key: JSON.stringify(key.publicKey),
      private_key: key.sealedPrivateKey,
      signs_from: toIso(key.signsFrom),
      signs_until: toIso(key.signsUntil),
      valid_until: toIso(key.validUntil),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning("kid")
    .executeTakeFirst();
  return saved !== undefined;
}
