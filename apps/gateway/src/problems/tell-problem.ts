import { type Language, type Problem, problemOf } from "@msafara/contracts";
import type { Wrong } from "./wrong.ts";

/**
 * The part of a problem document that does not speak of one request. A sentence that points to `errors`
 * is not told where there are none: then the title says it alone.
 */
export function tellProblem(
  { wrong, facts = {}, errors = [], obstacles }: Wrong,
  language: Language,
): Omit<Problem, "instance" | "requestId"> {
  const told = problemOf(wrong, facts, language);
  const isEmptyHanded = wrong === "malformed" && errors.length === 0;
  return {
    ...told,
    ...(isEmptyHanded && { detail: `${told.title}.` }),
    ...(errors.length > 0 && { errors: [...errors] }),
    ...(obstacles !== undefined && { obstacles: [...obstacles] }),
  };
}
