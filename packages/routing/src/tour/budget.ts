/**
 * How long a search may go on. The room has no clock: whoever calls knows the time, or counts the rounds,
 * and a count gives the same answer on every machine.
 */
export interface Budget {
  readonly hasTime: () => boolean;
  /** How much of it is gone, in 0..1: a search cools as this grows. */
  readonly spentShare: () => number;
}

/** A budget of rounds: the same seed and the same count give the same answer, whatever the machine. */
export function roundsBudget(rounds: number): Budget {
  let round = 0;
  return { hasTime: () => round++ < rounds, spentShare: () => Math.min(1, round / rounds) };
}

/** A budget of time, by a clock that only grows and that the caller brings. */
export function timeBudget(ticks: () => number, ms: number): Budget {
  const startedAt = ticks();
  return {
    hasTime: () => ticks() - startedAt < ms,
    spentShare: () => Math.min(1, (ticks() - startedAt) / ms),
  };
}

/** A budget that ends as soon as one of two does. */
export function shorterOf(one: Budget, other: Budget): Budget {
  return {
    hasTime: () => one.hasTime() && other.hasTime(),
    spentShare: () => Math.max(one.spentShare(), other.spentShare()),
  };
}

/** The first part of a budget, up to `share` of the whole. */
export function firstShare({ hasTime, spentShare }: Budget, share: number): Budget {
  return {
    hasTime: () => spentShare() < share && hasTime(),
    spentShare: () => Math.min(1, spentShare() / share),
  };
}

/** What a budget leaves after its first part. */
export function restOf({ hasTime, spentShare }: Budget, share: number): Budget {
  return { hasTime, spentShare: () => Math.max(0, (spentShare() - share) / (1 - share)) };
}
