import { Fault } from "@msafara/kernel";

const WAITING_MAX = 200;

/** Work that is done after the answer, so that its time tells nobody anything. */
export interface Chores {
  /** Begins soon; when too much waits, it is left undone and said so. */
  readonly later: (work: () => Promise<void>) => void;
  /** Resolves when nothing is under way. */
  readonly drained: () => Promise<void>;
}

/** Opens a room for such work. What fails is told to the operator, since nobody waits for it. */
export function openChores(
  trouble: (error: unknown) => void,
  waitingMax: number = WAITING_MAX,
): Chores {
  const underway = new Set<Promise<void>>();
  return {
    later: (work) => {
      if (underway.size >= waitingMax) {
        return trouble(new Fault("Too much is waiting to be sent", { retry: false }));
      }
      // In a turn of its own, after whoever asked was answered.
      const done: Promise<void> = Promise.resolve()
        .then(work)
        .catch(trouble)
        .finally(() => underway.delete(done));
      underway.add(done);
    },
    drained: async () => {
      while (underway.size > 0) await Promise.all(underway);
    },
  };
}
