import type { DatabaseError } from "pg";

const FENCED = "MS001";
const STALE = "MS002";

/** Trouble of the moment: nothing is wrong with the connection, nor with whom it leads to. */
const PASSING = /^(40|53|55|57)/;

/** What the server's answer to a commit means; the answer itself says that nothing is there. */
export type Verdict = "fenced" | "stale" | "retry" | "poison";

/**
 * Judges an error that the server answered and survived. Data, constraints, limits and a row that is
 * written twice are the batch's fault; whatever else may be wrong, another try cannot do harm, while
 * a message in quarantine for a full disk would.
 */
export function verdictOf(error: DatabaseError): Verdict {
  const code = error.code ?? "";
  if (code === FENCED) return "fenced";
  if (code === STALE) return "stale";
  return /^(21|22|23|54)/.test(code) ? "poison" : "retry";
}

/**
 * Whether the next try had better be made over another connection: one that leads to a replica, or
 * whose prepared statement is gone, would give the same answer for ever.
 */
export function isWornOut(error: DatabaseError): boolean {
  return !PASSING.test(error.code ?? "");
}
