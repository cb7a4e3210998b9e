import { isRefusal } from "@msafara/kernel";
import type { AuditEntry, Identity } from "@msafara/store";
import type { Caller } from "./reception.ts";

/** What somebody did to what, and from where, as a line of the record. */
export function auditLineOf(
  { address, device, requestId }: Caller,
  what: Pick<AuditEntry, "who" | "act" | "resource" | "why" | "detail">,
): AuditEntry {
  // The address first, so that it can be looked for, too.
  const origin = device === undefined ? address : `${address}, ${device}`;
  return { ...what, origin, requestId };
}

/**
 * Does something and writes down that it was done: both, or neither (U194). What was refused, or found
 * nothing to do, was not done.
 */
export async function audited<Answer extends object | boolean>(
  { together }: Pick<Identity, "together">,
  line: AuditEntry,
  work: (tx: Identity) => Promise<Answer>,
): Promise<Answer> {
  return await together(async (tx) => {
    const answer = await work(tx);
    const isDone = typeof answer === "object" ? !isRefusal(answer) : answer;
    if (isDone) await tx.appendAudit([line]);
    return answer;
  });
}
