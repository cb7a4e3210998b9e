import type { AuditEntry } from "@msafara/store";
import type { Asked } from "./send-command.ts";

/** What somebody did or saw, as a line of the record: who, what, to what, and from where. */
export function auditLine(
  { visitor, origin }: Pick<Asked, "visitor" | "origin">,
  what: Pick<AuditEntry, "act" | "resource" | "detail">,
): AuditEntry {
  const { address, device, requestId } = origin;
  const place = device === undefined ? address : `${address}, ${device}`;
  return { who: visitor.principal, origin: place, requestId, ...what };
}
