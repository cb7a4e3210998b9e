import type { InspectionPort, QuarantinedMessage } from "@msafara/runtime";
import { justBefore } from "../page/just-before.ts";

/** One message in quarantine; nothing when it is not there, or no longer. */
export async function findQuarantined(
  journal: Pick<InspectionPort, "quarantine">,
  id: string,
): Promise<QuarantinedMessage | undefined> {
  const [row] = await journal.quarantine({ after: justBefore(id), limit: 1 });
  return row?.id === id ? row : undefined;
}

/** The sentence for an id that is not there. */
export function notInQuarantine(id: string): string {
  return `There is no "${id}" in quarantine: it was never there, was replayed or was dropped`;
}
