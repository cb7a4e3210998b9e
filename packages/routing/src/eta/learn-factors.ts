import type { VehicleKind } from "../graph/vehicle.ts";
import type { DrivenTrip } from "./calibrate.ts";
import { later } from "./eta-leg.ts";
import {
  amountsForAll,
  amountsOf,
  type EtaModel,
  FACTORS,
  knowledgeOf,
  sumOf,
} from "./eta-model.ts";
import { solve } from "./solve.ts";

/** How far a single leg strays from what its factors say, as a part of it. */
const NOISE = 0.2;
/** How far each factor may be off before anything is seen, as a part of it: of all from the guess, of a kind from all. */
const DOUBT = 0.5;

/** A leg that was driven, as the amounts whose factors are sought. */
export interface Seen {
  readonly amounts: readonly number[];
  readonly tookMs: number;
  readonly sigmaMs: number;
}

/** The factors that fit best, each held to what was known by how little speaks against it. */
export function learnFactors(seen: readonly Seen[], known: readonly number[]): readonly number[] {
  const equations = Array.from({ length: FACTORS }, (_, i) => {
    const trust = 1 / (DOUBT * known[i]!) ** 2;
    const row = Array.from({ length: FACTORS + 1 }, () => 0);
    row[i] = trust;
    row[FACTORS] = trust * known[i]!;
    return row;
  });
  for (const each of seen) addRow(equations, each);
  return solve(equations).map((factor, i) => Math.max(known[i]! / 10, factor));
}

function addRow(equations: number[][], { amounts, tookMs, sigmaMs }: Seen): void {
  const weight = 1 / sigmaMs ** 2;
  for (const [i, one] of amounts.entries()) {
    if (one === 0) continue;
    const row = equations[i]!;
    for (const [k, other] of amounts.entries()) row[k]! += weight * one * other;
    row[FACTORS]! += weight * one * tookMs;
  }
}

/** Reads the legs of trips of one kind, each with the hour in which it was driven. */
export function legsSeen(trips: readonly DrivenTrip[], known: EtaModel): readonly Seen[] {
  return trips.flatMap(({ kind, start, legs }) => {
    const believed = knowledgeOf(known, kind);
    return legs.flatMap((leg, i) => {
      const leftMs = legs[i - 1]?.leftMs ?? 0;
      const amounts = amountsOf(leg, later(start, leftMs), leftMs);
      const sigmaMs = sumOf(believed, amounts) * NOISE;
      return sigmaMs === 0 ? [] : [{ amounts, tookMs: leg.arrivedMs - leftMs, sigmaMs }];
    });
  });
}

/** What was seen of a kind, as it teaches the factors of all. */
export function seenForAll(seen: readonly Seen[], kind: VehicleKind): readonly Seen[] {
  return seen.map((each) => ({ ...each, amounts: amountsForAll(each.amounts, kind) }));
}
