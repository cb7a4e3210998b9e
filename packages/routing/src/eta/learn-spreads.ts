import type { DrivenTrip } from "./calibrate.ts";
import { type EtaKnowledge, reckon, type Spread } from "./eta-model.ts";
import { type Finding, toward } from "./toward.ts";

/** What was known counts as much as so many arrivals. */
const SPREAD_WEIGHT = 40;

/** How many times what was reckoned arrivals took, by horizon and border as the spreads of a model are. */
export type Ratios = readonly (readonly number[])[];

/** How far arrivals lie from what is reckoned of them. */
export function ratiosOf(
  reckoner: Pick<EtaKnowledge, "factors" | "dwellMs">,
  trips: readonly DrivenTrip[],
): Ratios {
  const ratios: number[][] = [];
  for (const { start, legs } of trips) {
    for (const [i, { arriveMs, spread }] of reckon(reckoner, start, legs).entries()) {
      if (arriveMs > 0) (ratios[spread] ??= []).push(legs[i]!.arrivedMs / arriveMs);
    }
  }
  return ratios;
}

/** Moves each spread from what was known toward what was seen. */
export function learnSpreads(seen: readonly Ratios[], known: readonly Spread[]): readonly Spread[] {
  return known.map((before, i): Spread => {
    const sorted = seen.flatMap((ratios) => ratios[i] ?? []).toSorted((one, other) => one - other);
    const part = (share: number) =>
      sorted[Math.min(sorted.length - 1, Math.ceil(share * (sorted.length + 1)) - 1)];
    const learnt = { count: sorted.length, weight: SPREAD_WEIGHT };
    return {
      median: toward(before.median, { found: part(0.5), ...learnt }),
      p90: toward(before.p90, { found: part(0.9), ...learnt }),
      count: before.count + sorted.length,
    };
  });
}

/** Moves spreads as a whole from what was known toward what was found. */
export function moveSpreads(
  known: readonly Spread[],
  { found, ...much }: Omit<Finding, "found"> & { readonly found: readonly Spread[] },
): readonly Spread[] {
  return known.map(({ median, p90 }, i): Spread => {
    const to = found[i]!;
    return {
      median: toward(median, { found: to.median, ...much }),
      p90: toward(p90, { found: to.p90, ...much }),
      count: 0,
    };
  });
}
