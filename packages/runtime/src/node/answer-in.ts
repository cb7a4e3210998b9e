import { decode } from "../body.ts";
import type { Receipt } from "../ports/journal.ts";
import { type Answer, repeatOf } from "./frames.ts";

/** What a receipt says to a command that comes again; nothing while it has no answer. */
export function answerIn(receipt: Receipt, bodyHash: string | undefined): Answer | undefined {
  if (receipt.bodyHash !== bodyHash) return { status: "key-reused" };
  return receipt.answer === undefined ? undefined : repeatOf(decode<Answer>(receipt.answer));
}
