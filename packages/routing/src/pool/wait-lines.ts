/** Somebody who waits for a thread. */
export interface Waiter {
  /** Answered in a moment: it may go to the thread that is kept for such questions. */
  readonly isQuick: boolean;
}

/** Who waits, in the order in which they came, and never more than there is room for. */
export interface WaitLines<Waiting extends Waiter> {
  /** Answers whether there was room. */
  readonly join: (waiter: Waiting) => boolean;
  /** Whoever came first: of all, or of those that are answered in a moment. */
  readonly next: (isQuickOnly: boolean) => Waiting | undefined;
  /** Answers how many are left. */
  readonly leave: (waiter: Waiting) => number;
  readonly all: () => readonly Waiting[];
}

/**
 * Opens two lines with room for so many in each: a flood of tours fills its own and leaves the other free. Whoever
 * takes from both takes by age, so that neither waits for the other to be empty.
 */
export function openWaitLines<Waiting extends Waiter>(roomMax: number): WaitLines<Waiting> {
  const quick = new Map<Waiting, number>();
  const slow = new Map<Waiting, number>();
  let came = 0;

  return {
    join: (waiter) => {
      const line = waiter.isQuick ? quick : slow;
      if (line.size >= roomMax) return false;
      line.set(waiter, came++);
      return true;
    },
    next: (isQuickOnly) => {
      const [first] = quick;
      const [other] = isQuickOnly ? [] : slow;
      const isOther = other !== undefined && (first === undefined || other[1] < first[1]);
      const found = isOther ? other : first;
      if (found === undefined) return undefined;
      (isOther ? slow : quick).delete(found[0]);
      return found[0];
    },
    leave: (waiter) => {
      quick.delete(waiter);
      slow.delete(waiter);
      return quick.size + slow.size;
    },
    all: () => [...quick.keys(), ...slow.keys()],
  };
}
