import type { ClaimedEffect, EffectPort } from "@msafara/runtime";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";

/** Claims effects that are first in their lane, in the order written. */
export async function claimEffects(
  db: Kysely<Schema>,
  { claim, holder, claimMs, limit, lane }: Parameters<EffectPort["claimEffects"]>[0],
): Promise<readonly ClaimedEffect[]> {
  const { rows } = await sql<Omit<ClaimedEffect, "claim">>`
    SELECT id, address, lane, kind, body, trace, attempt
      FROM claim_effects_v2(
             ${claim}, ${holder}, ${claimMs}, ${limit}, ${lane?.address}, ${lane?.lane})
     ORDER BY seq`.execute(db);
  return rows.map((effect) => ({ ...effect, claim }));
}
