import { type ProblemCode, PROBLEMS } from "./problem-table.ts";

/** Whether a refusal has its number and its sentences. */
export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEMS, code);
}
