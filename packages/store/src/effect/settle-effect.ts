import type { EffectPort } from "@msafara/runtime";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { bytes } from "../connection/sql.ts";

/** Puts a result in the place of its effect; `false` when the claim is no longer ours. */
export async function settleEffect(
  db: Kysely<Schema>,
  { id, claim, kind, body, release }: Parameters<EffectPort["settleEffect"]>[0],
): Promise<boolean> {
  const { rows } = await sql<{ settled: boolean }>`
    SELECT settle_effect_v1(${id}, ${claim}, ${kind}, ${bytes(body)}, ${release}) AS settled
  `.execute(db);
  return rows[0]!.settled;
}
