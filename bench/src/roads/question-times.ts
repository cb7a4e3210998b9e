import { quantile } from "../figure.ts";
import { cpuMs } from "./cpu-ms.ts";

/** How long questions take one by one, in milliseconds. */
export interface QuestionTimes {
  readonly medianMs: number;
  readonly p99Ms: number;
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
  const sorted = Float64Array.from(tookMs).toSorted();
  return { medianMs: quantile(sorted, 0.5), p99Ms: quantile(sorted, 0.99) };
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
  const { medianMs, p99Ms } = questionTimes(questions, ask);
  const share = Math.min(1, (cpuMs() - cpuBegan) / (performance.now() - began));
  return { medianMs: medianMs * share, p99Ms: p99Ms * share };
}
