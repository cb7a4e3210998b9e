import type { FieldError, Obstacle, ProblemCode, ProblemFacts } from "@msafara/contracts";

/** What is wrong with a request, before it is put into words. */
export interface Wrong {
  readonly wrong: ProblemCode;
  readonly facts?: ProblemFacts;
  readonly errors?: readonly FieldError[];
  readonly obstacles?: readonly Obstacle[];
}

/** Tells what is wrong from what was hoped for. */
export function isWrong<Hoped extends object>(hoped: Hoped): hoped is Extract<Hoped, Wrong> {
  return "wrong" in hoped;
}

/** The code for a number that the framework chose. */
export function codeOf(status: number): ProblemCode {
  const known: Readonly<Record<number, ProblemCode>> = {
    404: "not-found",
    405: "method-not-allowed",
    413: "body-too-large",
    415: "unsupported-media-type",
    429: "too-many-requests",
    503: "try-again",
  };
  return known[status] ?? (status < 500 ? "malformed" : "broken");
}
