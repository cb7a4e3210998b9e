import type { SweepCursor } from "@msafara/runtime";

/** The sequence of messages as it stood when every transaction from `mark` on had not begun. */
export interface Mark {
  readonly head: number;
  readonly mark: number;
}

/** Where a sweep stands. */
export interface Place {
  /** Nothing up to here can appear any more, and all of it was told. */
  readonly low: number;
  /** How far this pass has told; `low` between passes. */
  readonly told: number;
  /** What `low` becomes when this pass is through. */
  readonly next: number;
  /** Oldest first. */
  readonly marks: readonly Mark[];
}

/** More marks say nothing that these will not say soon; the oldest must stay, to ripen at all. */
const MARKS_MAX = 8;

/** Reads our own cursor back. */
export function placeOf(cursor: SweepCursor): Place {
  // A cursor is opaque to everybody else: only `cursorOf` makes one.
  return cursor["place"] as Place;
}

/** Wraps a place for somebody who only carries it. */
export function cursorOf(place: Place): SweepCursor {
  return { place };
}

/** Adds a mark, and begins a pass if none is under way. Marks below `settled` have ripened. */
export function advance(place: Place, seen: Mark & { readonly settled: number }): Place {
  const { head, mark, settled } = seen;
  const ripe = place.marks.findLast((old) => old.mark <= settled);
  const unripe = place.marks.filter((old) => old.mark > settled);
  const isBetween = place.told === place.low;
  // A ripe mark counts only for a pass that began after it ripened; otherwise it is kept.
  const kept = isBetween || ripe === undefined ? unripe : [ripe, ...unripe];
  return {
    low: place.low,
    told: place.told,
    next: isBetween ? Math.max(place.low, ripe?.head ?? 0) : place.next,
    marks: kept.length < MARKS_MAX ? [...kept, { head, mark }] : kept,
  };
}

/** Notes how far a pass came; a page that was not full was its last. */
export function progress(place: Place, last: number | undefined): Place {
  return last === undefined
    ? { ...place, low: place.next, told: place.next }
    : { ...place, told: last };
}
