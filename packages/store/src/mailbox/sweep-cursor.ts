import type { SweepCursor } from "@msafara/runtime";

/** What the database says of its sequence and its transactions, in the order of observation. */
export interface Sight {
  /** The last number drawn. */
  readonly head: number;
  /** Whoever drew a number up to `head` has a transaction id below this. */
  readonly mark: number;
  /** A snapshot, as PostgreSQL writes it. */
  readonly seen: string;
  /** Every transaction below this has ended before the snapshot. */
  readonly settled: number;
}

type Mark = Pick<Sight, "head" | "mark">;

/** A way through all mail that was committed between two snapshots, told in pages. */
interface Pass {
  readonly until: string;
  /** The last number told. */
  readonly told: number;
  /** What `low` becomes at the end of the way. */
  readonly low: number;
}

/** Where a sweep stands. */
export interface Place {
  /** Nothing up to here can appear any more, and all of it was told. */
  readonly low: number;
  /** What is visible in this snapshot was told. */
  readonly since: string;
  readonly pass?: Pass;
  /** Oldest first. */
  readonly marks: readonly Mark[];
}

/** More marks say nothing that these will not say soon; the oldest must stay, to ripen at all. */
const MARKS_MAX = 8;

/** Reads our own cursor back. */
export function placeOf(cursor: SweepCursor): Place {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Only `cursorOf` makes a cursor, and it is opaque to all others.
  return cursor["place"] as Place;
}

/** Wraps a place for somebody who only carries it. */
export function cursorOf(place: Place): SweepCursor {
  return { place };
}

/** Sets out through what was committed up to now. */
export function setOut(place: Place, sight: Sight): Place & { readonly pass: Pass } {
  const { low, since } = place;
  const { head, mark, settled, seen: until } = sight;
  const marks = place.marks.length < MARKS_MAX ? [...place.marks, { head, mark }] : place.marks;
  const ripe = marks.findLast((old) => old.mark <= settled);
  return {
    low,
    since,
    pass: { until, told: low, low: Math.max(low, ripe?.head ?? 0) },
    marks: marks.filter((old) => old.mark > settled),
  };
}

/** Notes how far a pass came; `last` is absent when it came to its end. */
export function comeTo(place: Place & { readonly pass: Pass }, last: number | undefined): Place {
  const { pass, marks } = place;
  if (last !== undefined) return { ...place, pass: { ...pass, told: last } };
  return { low: pass.low, since: pass.until, marks };
}
