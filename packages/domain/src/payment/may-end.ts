import { type Id, refuse, type Refusal } from "@msafara/kernel";
import type { Booking } from "./payment.ts";

/** Why a hold may not be ended so. */
export type MayNotEnd = "nothing-held" | "already-ending" | "payment-disputed";

/** `undefined` when nothing else ends it already; in a dispute only its verdict does. */
export function mayEnd(
  { terms, ending, caseId }: Booking,
  verdictOf?: Id<"cse">,
): Refusal<MayNotEnd> | undefined {
  const { bidId } = terms;
  if (ending !== undefined) return refuse("already-ending", { bidId, ending: ending.deed });
  if (caseId !== verdictOf) return refuse("payment-disputed", { bidId, caseId: caseId ?? "" });
  return undefined;
}
