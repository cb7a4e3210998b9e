import { Bug } from "@msafara/kernel";
import type { ReceiptClaim } from "../ports/batch.ts";
import type { Journal, Receipt } from "../ports/journal.ts";

const CLAIMS_MAX = 500;

/** Claims one idempotency key. */
export type Claims = (claim: ReceiptClaim) => Promise<Receipt>;

interface Waiting {
  readonly claim: ReceiptClaim;
  readonly resolve: (receipt: Receipt) => void;
  readonly reject: (error: unknown) => void;
}

/** Claims of many callers travel together: the next go when the last are back. */
export function openClaims(journal: Journal): Claims {
  const waiting: Waiting[] = [];
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    while (waiting.length > 0) await claimGroup(journal, waiting.splice(0, CLAIMS_MAX));
    running = undefined;
  }

  return (claim) =>
    new Promise((resolve, reject) => {
      waiting.push({ claim, resolve, reject });
      running ??= run();
    });
}

async function claimGroup(journal: Journal, group: readonly Waiting[]): Promise<void> {
  try {
    const receipts = await journal.claimReceipts(group.map(({ claim }) => claim));
    for (const [i, { resolve, reject }] of group.entries()) {
      const receipt = receipts[i];
      if (receipt === undefined) reject(new Bug("every claim has a receipt"));
      else resolve(receipt);
    }
  } catch (error) {
    for (const { reject } of group) reject(error);
  }
}
