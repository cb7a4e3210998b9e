import { quantile } from "../figure.ts";
import { cpuMs } from "./cpu-ms.ts";

/** How long questions take one by one, in milliseconds. */
export interface QuestionTimes {
  readonly medianMs: number;
  readonly p99Ms: number;
  /** One by one, in the order in which they were asked. */
  readonly eachMs: readonly number[];
}

/** Asks each question once, by the clock: for questions so short that nobody else comes between. */
export function questionTimes<Asked>(
  questions: readonly Asked[],
  ask: (question: Asked) => unknown,
): QuestionTimes {
  const tookMs = questions.map((question) => {
    const began = performance.now();
    ask(question);
    return performance.now() - began;
  });
  return timesOf(tookMs);
}

/**
 * The same for questions that take so long that others get their turn meanwhile: of the time by the clock counts
 * the part that this process had. The system tells CPU too roughly to time them one by one.
 */
export function longQuestionTimes<Asked>(
  questions: readonly Asked[],
  ask: (question: Asked) => unknown,
): QuestionTimes {
  const [cpuBegan, began] = [cpuMs(), performance.now()];
  const { eachMs } = questionTimes(questions, ask);
  const share = Math.min(1, (cpuMs() - cpuBegan) / (performance.now() - began));
  return timesOf(eachMs.map((ms) => ms * share));
}

/**
 * Of the same questions asked in several rounds, each as quick as it was once: one that is slow by itself is slow in
 * all of them, while whoever took the core in between did so here and there.
 */
export function quickestTimes(rounds: readonly QuestionTimes[]): QuestionTimes {
  const [first, ...others] = rounds.map(({ eachMs }) => eachMs);
  return timesOf((first ?? []).map((ms, i) => Math.min(ms, ...others.map((each) => each[i]!))));
}

function timesOf(eachMs: readonly number[]): QuestionTimes {
  const sorted = Float64Array.from(eachMs).toSorted();
  return { medianMs: quantile(sorted, 0.5), p99Ms: quantile(sorted, 0.99), eachMs };
}
