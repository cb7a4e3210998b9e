/** A title and a sentence. The sentence may name facts in braces: `at most {limit} bytes`. */
export type Wording = readonly [title: string, detail: string];

/** One refusal as the wire knows it. */
export interface ProblemRow {
  readonly status: number;
  /** What its sentences need, each with an example. */
  readonly facts?: Readonly<Record<string, string | number>>;
  readonly en: Wording;
  readonly sw: Wording;
}
