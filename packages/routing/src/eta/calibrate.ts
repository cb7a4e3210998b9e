import { VEHICLE_KINDS, type VehicleKind } from "../graph/vehicle.ts";
import { type EtaLeg, STOP_KINDS } from "./eta-leg.ts";
import {
  type EtaKnowledge,
  type EtaModel,
  factorsFor,
  type Spread,
  UNTAUGHT,
} from "./eta-model.ts";
import type { EtaTrip } from "./foretell.ts";
import { learnFactors, legsSeen, type Seen, seenForAll } from "./learn-factors.ts";
import { learnSpreads, moveSpreads, ratiosOf } from "./learn-spreads.ts";
import { toward } from "./toward.ts";

/** A leg as it was driven: when its truck came, after the trip began, and when it left. */
export interface DrivenLeg extends EtaLeg {
  readonly arrivedMs: number;
  readonly leftMs: number;
}

/** A finished trip. */
export interface DrivenTrip extends EtaTrip {
  readonly legs: readonly DrivenLeg[];
}

/** What was known counts as much as so many stays: kinds load and unload so differently that all tell little of one. */
const DWELL_WEIGHT = { all: 10, kind: 2 };
/** That a kind is a stranger counts as much as so many of its arrivals. */
const SEEN_WEIGHT = 40;
/** What was known of kinds that nobody has seen counts as much as so many kinds. */
const KINDS_WEIGHT = 3;

/** The trips of a kind: those that teach, and those that show what was learnt. */
interface Lesson {
  readonly kind: VehicleKind;
  readonly trips: readonly DrivenTrip[];
  readonly taught: readonly DrivenTrip[];
  readonly tested: readonly DrivenTrip[];
  readonly seen: readonly Seen[];
}

type Reckoner = Pick<EtaKnowledge, "factors" | "dwellMs">;

/**
 * Learns from finished trips, starting from what is known already: with few trips it stays near that and says a wide
 * spread, with many the trips decide. Each kind is learnt as what sets it apart from all, so that one with few trips
 * leans on the others. Factors are learnt on every other trip and the spread is measured on the rest, which the
 * factors have not seen: so nine of ten means nine of ten.
 */
export function calibrate(trips: readonly DrivenTrip[], known: EtaModel = UNTAUGHT): EtaModel {
  const lessons = VEHICLE_KINDS.flatMap((kind) => lessonOf(kind, { trips, known }));
  const all = learnAll(lessons, known);
  const spreads = learnStrangers(lessons, known);
  const pupils = lessons.map((lesson) => learnKind(lesson, { all, known }));
  const usual = learnSpreads(
    pupils.map(({ ratios }) => ratios),
    known.spreads,
  );
  const learnt = pupils.map(({ kind, before, reckoner, ratios, trips: count }) => {
    const arrivals = ratios.flat().length;
    const expected =
      before?.spreads ??
      moveSpreads(spreads, { found: usual, count: arrivals, weight: SEEN_WEIGHT });
    const own = { ...reckoner, spreads: learnSpreads([ratios], expected) };
    return [kind, { ...own, trips: (before?.trips ?? 0) + count }] as const;
  });
  return {
    ...all,
    spreads,
    trips: known.trips + trips.length,
    kinds: { ...known.kinds, ...Object.fromEntries(learnt) },
  };
}

interface Taught {
  readonly trips: readonly DrivenTrip[];
  readonly known: EtaModel;
}

function lessonOf(kind: VehicleKind, { trips: all, known }: Taught): readonly Lesson[] {
  const trips = all.filter((trip) => trip.kind === kind);
  if (trips.length === 0) return [];
  const taught = trips.filter((_, i) => i % 2 === 0);
  const tested = trips.filter((_, i) => i % 2 === 1);
  return [{ kind, trips, taught, tested, seen: legsSeen(taught, known) }];
}

function learnAll(lessons: readonly Lesson[], known: EtaKnowledge): Reckoner {
  const seen = lessons.flatMap((lesson) => seenForAll(lesson.seen, lesson.kind));
  const taught = lessons.flatMap((lesson) => lesson.taught);
  return {
    factors: learnFactors(seen, known.factors),
    dwellMs: learnDwell(taught, { knownMs: known.dwellMs, weight: DWELL_WEIGHT.all }),
  };
}

/** How far off a kind is that nobody has seen: as each is to whoever has seen all others. Of kinds there are few. */
function learnStrangers(lessons: readonly Lesson[], known: EtaModel): readonly Spread[] {
  if (lessons.length < 2) return known.spreads;
  const ratios = lessons.map(({ kind, trips }) => {
    const others = lessons.filter((lesson) => lesson.kind !== kind);
    const { factors, dwellMs } = learnAll(others, known);
    return ratiosOf({ factors: factorsFor(factors, kind), dwellMs }, trips);
  });
  const found = learnSpreads(ratios, known.spreads);
  return moveSpreads(known.spreads, { found, count: lessons.length, weight: KINDS_WEIGHT });
}

interface Around {
  /** What was just learnt of all. */
  readonly all: Reckoner;
  readonly known: EtaModel;
}

function learnKind({ kind, trips, taught, tested, seen }: Lesson, { all, known }: Around) {
  const before = known.kinds?.[kind];
  const lean = before ?? { ...all, factors: factorsFor(all.factors, kind) };
  const reckoner: Reckoner = {
    factors: learnFactors(seen, lean.factors),
    dwellMs: learnDwell(taught, { knownMs: lean.dwellMs, weight: DWELL_WEIGHT.kind }),
  };
  return { kind, before, reckoner, ratios: ratiosOf(reckoner, tested), trips: trips.length };
}

function learnDwell(
  trips: readonly DrivenTrip[],
  { knownMs, weight }: { readonly knownMs: readonly number[]; readonly weight: number },
): readonly number[] {
  return STOP_KINDS.map((kind, i) => {
    const stops = trips.flatMap(({ legs }) => legs.filter(({ stop }) => stop === kind));
    const stayed = stops.map(({ arrivedMs, leftMs }) => leftMs - arrivedMs);
    return toward(knownMs[i]!, { found: mean(stayed), count: stayed.length, weight });
  });
}

function mean(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
