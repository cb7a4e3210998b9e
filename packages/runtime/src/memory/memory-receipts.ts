import type { Journal, Receipt } from "../ports/journal.ts";
import { copyBytes, type MemoryDatabase, type ReceiptRow, receiptId } from "./memory-database.ts";
import type { Desk } from "./memory-journal.ts";

/** How long the first answer to a command is kept. */
const RECEIPT_KEPT_MS = 24 * 3_600_000;

/** A reader who was away for longer reads everything anew. */
const LIVE_KEPT_MS = 7 * 24 * 3_600_000;

/** Keys of commands, and what was answered. */
export function memoryReceipts({
  database,
  wire,
}: Desk): Pick<Journal, "claimReceipts" | "receipts" | "tidyUp"> {
  const { tables, shuffled, now } = database;
  return {
    claimReceipts: (claims) =>
      wire.write("claimReceipts", () =>
        claims.map((claim) => {
          const kept = tables.receipts.get(receiptId(claim));
          if (kept !== undefined) return receiptOf(kept, false);
          const { principal, key, bodyHash, address } = claim;
          const row: ReceiptRow = {
            principal,
            key,
            bodyHash,
            address,
            at: now(),
            answer: undefined,
          };
          tables.receipts.set(receiptId(claim), row);
          return receiptOf(row, true);
        }),
      ),
    receipts: (keys) =>
      wire.read("receipts", () =>
        shuffled(keys).flatMap((key) => {
          const row = tables.receipts.get(receiptId(key));
          return row === undefined ? [] : [receiptOf(row, false)];
        }),
      ),
    tidyUp: () => wire.write("tidyUp", () => tidyUp(database)),
  };
}

/** The newest live event of each sequence stays: it is the head. */
function tidyUp({ tables, now }: MemoryDatabase): void {
  const receiptsSince = now() - RECEIPT_KEPT_MS;
  for (const [id, { at }] of tables.receipts) if (at < receiptsSince) tables.receipts.delete(id);
  const liveSince = now() - LIVE_KEPT_MS;
  for (const [id, rows] of tables.live) {
    const kept = rows.filter((row, i) => row.at >= liveSince || i === rows.length - 1);
    if (kept.length < rows.length) tables.live.set(id, kept);
  }
}

function receiptOf({ at: _, answer, ...claim }: ReceiptRow, fresh: boolean): Receipt {
  return answer === undefined
    ? { ...claim, fresh }
    : { ...claim, fresh, answer: copyBytes(answer) };
}
