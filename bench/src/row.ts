import type { Figure } from "./figure.ts";

/** The bound that a figure is held against. */
export type Target = { readonly atLeast: number } | { readonly atMost: number };

/** One question of a bench with its answer. */
export interface Row {
  readonly question: string;
  readonly unit: string;
  readonly figure: Figure;
  readonly target?: Target;
  /** `unquiet`: missed, but the machine was too busy for the question to mean anything. */
  readonly verdict: "met" | "missed" | "unquiet" | "-";
  readonly note?: string;
}

export interface Asked {
  readonly question: string;
  readonly unit: string;
  readonly figure: Figure;
  readonly target?: Target;
  readonly isQuiet?: boolean;
  readonly note?: string;
}

/** Holds the median against the target, if there is one. */
export function judge({ isQuiet = true, ...asked }: Asked): Row {
  return { ...asked, verdict: verdictOf(asked.figure.median, asked.target, isQuiet) };
}

function verdictOf(median: number, target: Target | undefined, isQuiet: boolean): Row["verdict"] {
  if (target === undefined) return "-";
  const isMet = "atLeast" in target ? median >= target.atLeast : median <= target.atMost;
  if (isMet) return "met";
  return isQuiet ? "missed" : "unquiet";
}
