import { isProblemCode } from "./is-problem-code.ts";
import type { ProblemCode } from "./problem-table.ts";

/**
 * What is not yours is told as if it were not there, in the very same words: whoever could tell the
 * two apart could learn which ids exist.
 */
const AS_IF_ABSENT: readonly string[] = ["not-yours", "shipment-not-found"];

/** The code that a refusal has on the wire; one that nobody wrote a sentence for is our mistake. */
export function problemCodeOf(refused: string): ProblemCode {
  if (AS_IF_ABSENT.includes(refused)) return "not-found";
  return isProblemCode(refused) ? refused : "broken";
}
