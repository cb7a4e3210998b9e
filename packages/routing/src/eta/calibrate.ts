import type { WeekMoment } from "../map/tags/week-hours.ts";
import { type EtaLeg, later, STOP_KINDS } from "./eta-leg.ts";
import {
  amountsOf,
  type EtaModel,
  FACTORS,
  reckon,
  type Spread,
  sumOf,
  UNTAUGHT,
} from "./eta-model.ts";
import { solve } from "./solve.ts";

/** A leg as it was driven: when its truck came, after the trip began, and when it left. */
export interface DrivenLeg extends EtaLeg {
  readonly arrivedMs: number;
  readonly leftMs: number;
}

/** A finished trip. */
export interface DrivenTrip {
  readonly start: WeekMoment;
  readonly legs: readonly DrivenLeg[];
}

/** How far a single leg strays from what its factors say, as a part of it. */
const NOISE = 0.2;
/** How far the guess of whoever knows nothing may be off, as a part of each factor. */
const DOUBT = 0.5;
/** A guess counts as much as so many observations. */
const DWELL_WEIGHT = 10;
const SPREAD_WEIGHT = 40;

/**
 * Learns from finished trips, starting from what is known already: with few trips it stays near that and says a wide
 * spread, with many the trips decide. Factors are learnt on every other trip and the spread is measured on the rest,
 * which the factors have not seen: so nine of ten means nine of ten.
 */
export function calibrate(trips: readonly DrivenTrip[], known: EtaModel = UNTAUGHT): EtaModel {
  const [taught, tested] = [
    trips.filter((_, i) => i % 2 === 0),
    trips.filter((_, i) => i % 2 === 1),
  ];
  const factors = learnFactors(taught, known);
  const dwellMs = learnDwell(taught, known);
  const spreads = learnSpreads(tested, { factors, dwellMs }, known);
  return { factors, dwellMs, spreads, trips: known.trips + trips.length };
}

/** The factors that fit best, each held to what was known by how little speaks against it. */
function learnFactors(trips: readonly DrivenTrip[], known: EtaModel): readonly number[] {
  const equations = Array.from({ length: FACTORS }, (_, i) => {
    const trust = 1 / (DOUBT * known.factors[i]!) ** 2;
    const row = Array.from({ length: FACTORS + 1 }, () => 0);
    row[i] = trust;
    row[FACTORS] = trust * known.factors[i]!;
    return row;
  });
  for (const { start, legs } of trips) {
    for (const [i, leg] of legs.entries()) {
      const leftMs = legs[i - 1]?.leftMs ?? 0;
      const amounts = amountsOf(leg, later(start, leftMs), leftMs);
      const expectedMs = sumOf(known, amounts);
      if (expectedMs === 0) continue;
      addRow(equations, { amounts, tookMs: leg.arrivedMs - leftMs, sigmaMs: expectedMs * NOISE });
    }
  }
  return solve(equations).map((factor, i) => Math.max(known.factors[i]! / 10, factor));
}

interface Seen {
  readonly amounts: readonly number[];
  readonly tookMs: number;
  readonly sigmaMs: number;
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

function learnDwell(trips: readonly DrivenTrip[], known: EtaModel): readonly number[] {
  return STOP_KINDS.map((kind, i) => {
    const stops = trips.flatMap(({ legs }) => legs.filter(({ stop }) => stop === kind));
    const stayed = stops.map(({ arrivedMs, leftMs }) => leftMs - arrivedMs);
    return toward(known.dwellMs[i]!, {
      found: mean(stayed),
      count: stayed.length,
      weight: DWELL_WEIGHT,
    });
  });
}

function learnSpreads(
  trips: readonly DrivenTrip[],
  reckoner: Pick<EtaModel, "factors" | "dwellMs">,
  known: EtaModel,
): readonly Spread[] {
  const ratios = known.spreads.map((): number[] => []);
  for (const { start, legs } of trips) {
    for (const [i, { arriveMs, spread }] of reckon(reckoner, start, legs).entries()) {
      if (arriveMs > 0) ratios[spread]!.push(legs[i]!.arrivedMs / arriveMs);
    }
  }
  return known.spreads.map((before, i): Spread => {
    const sorted = ratios[i]!.toSorted((one, other) => one - other);
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

interface Learnt {
  readonly found: number | undefined;
  readonly count: number;
  readonly weight: number;
}

/** From what was known toward what was found, the farther the more was seen. */
function toward(known: number, { found, count, weight }: Learnt): number {
  return found === undefined ? known : known + ((found - known) * count) / (count + weight);
}

function mean(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
