import type { AuditEntry, Identity } from "@msafara/store";
import type { Call } from "../door/handler.ts";
import { auditLineOf } from "../identity/audited.ts";

/**
 * Writes down who looks at personal or payment data, before it is shown (U194): where the record cannot
 * be written, nothing is seen.
 */
export async function noteRead(
  { appendAudit }: Pick<Identity, "appendAudit">,
  { visitor, origin }: Pick<Call, "visitor" | "origin">,
  seen: Pick<AuditEntry, "act" | "resource" | "why">,
): Promise<void> {
  const who = visitor?.principal ?? "anyone";
  await appendAudit([auditLineOf(origin, { who, ...seen })]);
}
