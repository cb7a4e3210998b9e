import type { FieldError, Obstacle } from "@msafara/contracts";
import type { Refusal } from "@msafara/kernel";

/** A refusal that names the part of the request that is to blame, and what stands in the way. */
export interface Blamed extends Refusal {
  readonly errors: readonly FieldError[];
  readonly obstacles?: readonly Obstacle[];
}

/** What a refusal says besides its facts; most say nothing. */
export function blameIn(refusal: Refusal | Blamed): Partial<Pick<Blamed, "errors" | "obstacles">> {
  if (!("errors" in refusal)) return {};
  const { errors, obstacles = [] } = refusal;
  return { errors, ...(obstacles.length > 0 && { obstacles }) };
}
