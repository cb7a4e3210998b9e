import type { Address, Receipt, ReceiptKey } from "@msafara/runtime";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { texts } from "../connection/sql.ts";

/** A receipt as the table holds it; `place` counts the keys that were asked for. */
export interface ReceiptRow {
  readonly place: number;
  readonly body_hash: string;
  readonly address: Address;
  readonly answer: Uint8Array | null;
}

/** Receipts of those keys that have one, in the order asked. */
export async function readReceipts(
  db: Kysely<Schema>,
  keys: readonly ReceiptKey[],
): Promise<readonly Receipt[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<ReceiptRow>`
    SELECT w.place, r.body_hash, r.address, r.answer
      FROM unnest(
             ${texts(keys.map(({ principal }) => principal))},
             ${texts(keys.map(({ key }) => key))}
           ) WITH ORDINALITY AS w (principal, key, place)
     CROSS JOIN LATERAL (
           SELECT body_hash, address, answer FROM receipts
            WHERE principal = w.principal AND key = w.key OFFSET 0) r
     ORDER BY w.place`.execute(db);
  return rows.map((row) => toReceipt(keys[row.place - 1]!, row, false));
}

/** Puts a receipt together; no answer yet is no property. */
export function toReceipt(
  { principal, key }: ReceiptKey,
  { body_hash: bodyHash, address, answer }: ReceiptRow,
  fresh: boolean,
): Receipt {
  const receipt = { principal, key, bodyHash, address, fresh };
  return answer === null ? receipt : { ...receipt, answer };
}
