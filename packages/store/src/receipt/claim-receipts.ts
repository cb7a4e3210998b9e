import { Fault } from "@msafara/kernel";
import type { Receipt, ReceiptClaim } from "@msafara/runtime";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { texts } from "../connection/sql.ts";
import { type ReceiptRow, toReceipt } from "./read-receipts.ts";

/** Claims keys of commands; each claim is told whose the key is. */
export async function claimReceipts(
  db: Kysely<Schema>,
  claims: readonly ReceiptClaim[],
): Promise<readonly Receipt[]> {
  if (claims.length === 0) return [];
  const { rows } = await sql<ReceiptRow & { fresh: boolean }>`
    SELECT place, body_hash, address, answer, fresh
      FROM claim_receipts_v1(
             ${texts(claims.map(({ principal }) => principal))},
             ${texts(claims.map(({ key }) => key))},
             ${texts(claims.map(({ bodyHash }) => bodyHash))},
             ${texts(claims.map(({ address }) => address))})
     ORDER BY place`.execute(db);
  if (rows.length < claims.length) {
    throw new Fault("Some receipts were tidied away while they were read", { retry: true });
  }
  return rows.map((row, i) => toReceipt(claims[i]!, row, row.fresh));
}
