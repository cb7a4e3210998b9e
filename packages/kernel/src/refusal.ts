/** A rule said no. Refusals are answers, so they are returned and never thrown. */
export interface Refusal<Code extends string = string> {
  readonly refused: Code;
  /** What the sentence shown to a person needs; the sentences themselves live with the wire, per language. */
  readonly facts: Readonly<Record<string, string | number>>;
}

/** Says no, with the facts that a sentence about it needs. */
export function refuse<Code extends string>(
  refused: Code,
  facts: Readonly<Record<string, string | number>> = {},
): Refusal<Code> {
  return { refused, facts };
}

/** Tells a refusal from the answer that was hoped for. */
export function isRefusal<Answer extends object>(
  answer: Answer,
): answer is Extract<Answer, Refusal> {
  return "refused" in answer;
}
