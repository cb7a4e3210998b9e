import type { EffectPort, Settled } from "@msafara/runtime";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { bytes } from "../connection/sql.ts";

/** Puts a result in the place of its effect, and says whether its lane goes on. */
export async function settleEffect(
  db: Kysely<Schema>,
  { id, claim, kind, body, release }: Parameters<EffectPort["settleEffect"]>[0],
): Promise<Settled> {
  const { rows } = await sql<{ settled: Settled }>`
    SELECT settle_effect_v2(${id}, ${claim}, ${kind}, ${bytes(body)}, ${release}) AS settled
  `.execute(db);
  return rows[0]!.settled;
}
