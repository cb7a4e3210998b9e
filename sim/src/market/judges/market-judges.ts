import { foldEqualsState } from "../../judges/fold-equals-state.ts";
import { commandsToldTheTruth } from "./commands-told-the-truth.ts";
import { drawnArrows } from "./drawn-arrows.ts";
import { everyAskExplained } from "./every-ask-explained.ts";
import { everyHoldSettled } from "./every-hold-settled.ts";
import { liveWithoutGaps } from "./live-without-gaps.ts";
import { marketAtRest } from "./market-at-rest.ts";
import type { MarketJudge } from "./market-evidence.ts";
import { oneLoadPerTruck } from "./one-load-per-truck.ts";
import { oneWinner } from "./one-winner.ts";
import { pricesKeptSecret } from "./prices-kept-secret.ts";
import { rowsEqualState } from "./rows-equal-state.ts";

/** What must be true of every commit, also in the middle of a day. */
export const ALWAYS: Readonly<Record<string, MarketJudge>> = {
  "one-winner": oneWinner,
  "one-load-per-truck": oneLoadPerTruck,
  "drawn-arrows": drawnArrows,
  "every-ask-explained": everyAskExplained,
  "fold-equals-state": foldEqualsState,
  "rows-equal-state": rowsEqualState,
  "live-without-gaps": liveWithoutGaps,
};

/** The bench. The names are what a failing seed is reported under. */
export const marketJudges: Readonly<Record<string, MarketJudge>> = {
  "market-at-rest": marketAtRest,
  ...ALWAYS,
  "prices-kept-secret": pricesKeptSecret,
  "every-hold-settled": everyHoldSettled,
  "commands-told-the-truth": commandsToldTheTruth,
};
