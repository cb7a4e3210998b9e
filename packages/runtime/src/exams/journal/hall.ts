import type { Journal } from "../../ports/journal.ts";

/** A row of the view `exam_notes`. */
export interface Note {
  readonly key: string;
  readonly note: string;
  readonly amount: number;
}

/** A commit that stands between its numbers and its end. */
export interface Held {
  /** Resolves when it stands there. */
  readonly held: Promise<void>;
  readonly letGo: () => Promise<void> | void;
}

/**
 * One fresh database that nobody else uses, with a view `exam_notes` that has the columns
 * `note text` and `amount integer` beside those that every view has.
 */
export interface JournalHall {
  /** One more program at the same database, over connections of its own. */
  readonly connect: () => Promise<Journal>;
  /** A short time that leases and claims can be waited out in; the unit of all waiting. */
  readonly leaseMs: number;
  /** Resolves when the database's clock has moved on by so much. */
  readonly pass: (ms: number) => Promise<void>;
  /** What is committed of the view. */
  readonly notes: () => Promise<readonly Note[]>;
  /**
   * Makes the next commit stop after it has drawn its numbers and before it ends. That commit writes
   * a live event, and no other commit meanwhile does: a lock on live events is one way to hold it.
   */
  readonly holdNextCommit: () => Promise<Held>;
  readonly close: () => Promise<void>;
}

/** Opens a hall for one chapter of the exam. */
export type OpenHall = () => Promise<JournalHall>;
