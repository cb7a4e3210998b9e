/** A value that holds under a condition: of `no @ (Mo-Fr 07:00-09:00)` both parts. */
export interface Conditional {
  readonly value: string;
  readonly when: string;
}

/** Takes a conditional restriction apart; what is not written as one gives nothing. */
export function readConditional(text: string): readonly Conditional[] {
  return [...text.matchAll(/([^@;]+?)\s*@\s*(\([^)]*\)|[^;(]+)/g)].map(
    ([, value = "", when = ""]) => ({
      value: value.trim(),
      when: when.replace(/^\(|\)$/g, "").trim(),
    }),
  );
}
