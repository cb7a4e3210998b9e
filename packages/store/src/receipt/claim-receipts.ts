import { Fault } from "@msafara/kernel";
import type { Receipt, ReceiptClaim } from "@msafara/runtime";
import type { Pool } from "pg";
import { packText } from "../packed-array.ts";
import { type ReceiptRow, toReceipt } from "./read-receipts.ts";

/** Prepared once on each connection: every command with a key waits for this question. */
const CLAIM = {
  name: "claim_receipts_v1",
  text: `SELECT place, body_hash, address, answer, fresh
           FROM claim_receipts_v1($1, $2, $3, $4) ORDER BY place`,
};

/** Claims keys of commands; each claim is told whose the key is. */
export async function claimReceipts(
  pool: Pool,
  claims: readonly ReceiptClaim[],
): Promise<readonly Receipt[]> {
  if (claims.length === 0) return [];
  const { rows } = await pool.query<ReceiptRow & { fresh: boolean }>({
    ...CLAIM,
    values: [
      packText(claims, ({ principal }) => principal),
      packText(claims, ({ key }) => key),
      packText(claims, ({ bodyHash }) => bodyHash),
      packText(claims, ({ address }) => address),
    ],
  });
  if (rows.length < claims.length) {
    throw new Fault("Some receipts were tidied away while they were read", { retry: true });
  }
  return rows.map((row, i) => toReceipt(claims[i]!, row, row.fresh));
}
