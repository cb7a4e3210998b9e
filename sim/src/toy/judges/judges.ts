import { answersToldTheTruth } from "./answers-told-the-truth.ts";
import { atRest } from "./at-rest.ts";
import { hear } from "../../judges/scene.ts";
import type { Evidence, Judge } from "./evidence.ts";
import { everyEffectSettled } from "./every-effect-settled.ts";
import { everyTimerOnce } from "./every-timer-once.ts";
import { foldEqualsState } from "../../judges/fold-equals-state.ts";
import { liveGapless } from "./live-gapless.ts";
import { moneyConserved } from "./money-conserved.ts";
import { nothingLostOrDoubled } from "./nothing-lost-or-doubled.ts";
import { orderPerPair } from "./order-per-pair.ts";
import { viewsEqualState } from "./views-equal-state.ts";

/** The bench. The names are what a failing seed is reported under. */
export const judges: Readonly<Record<string, Judge>> = {
  "at-rest": atRest,
  "money-conserved": moneyConserved,
  "nothing-lost-or-doubled": nothingLostOrDoubled,
  "order-per-pair": orderPerPair,
  "every-timer-once": everyTimerOnce,
  "every-effect-settled": everyEffectSettled,
  "answers-told-the-truth": answersToldTheTruth,
  "fold-equals-state": foldEqualsState,
  "views-equal-state": viewsEqualState,
  "live-gapless": liveGapless,
};

/** What must be true of every commit, also in the middle of a day. */
const ALWAYS = [
  "money-conserved",
  "order-per-pair",
  "fold-equals-state",
  "views-equal-state",
  "live-gapless",
];

/** What those judges found wrong who need not wait until all is at rest. */
export function judgeMidway(evidence: Evidence): readonly string[] {
  return ALWAYS.flatMap((name) =>
    (judges[name]?.(evidence) ?? []).map((wrong) => `${name} midway: ${wrong}`),
  );
}

/** What all judges found wrong, each sentence under its judge's name. */
export function passJudgement(evidence: Evidence): readonly string[] {
  return hear(judges, evidence);
}
