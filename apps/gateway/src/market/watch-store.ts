import type { Deadlines, World } from "@msafara/kernel";

/** As long as somebody waits who can be shown what he saw before. */
const PATIENCE_MS = 2_000;
/** While it hangs it is asked no oftener by those who do not wait for it. */
const PROBE_AGAIN_MS = 1_000;

/** What a watch reckons by; whoever opens the deadlines closes them. */
export interface StoreWatchParts {
  readonly world: Pick<World, "ticks">;
  readonly deadlines: Deadlines;
}

/** Whether the database answers, as its readers find out. */
export interface StoreWatch {
  /** Somebody was answered: it is there. */
  readonly heard: () => void;
  /** Waits until a question is settled, which is false, or nobody is answered any more, which is true. */
  readonly hangsOver: (question: Promise<unknown>) => Promise<boolean>;
  /** Whether nobody was answered for two seconds, nor since. */
  readonly isHanging: () => boolean;
  /** Whether it is time that somebody asks it again, whoever does. */
  readonly mayProbe: () => boolean;
}

/**
 * Watches for a database that takes questions and answers nobody. One that keeps a single question for
 * long is no such: as long as others are answered, that one is waited for.
 */
export function watchStore({ world, deadlines }: StoreWatchParts): StoreWatch {
  let isHanging = false;
  let heardAt = -Infinity;
  let probedAt = -Infinity;

  return {
    heard: () => {
      isHanging = false;
      heardAt = world.ticks();
    },
    hangsOver: async (question) =>
      await new Promise((resolve) => {
        const askedAt = world.ticks();
        let callOff: () => void = () => undefined;
        const look = () => {
          const leftMs = PATIENCE_MS - (world.ticks() - Math.max(askedAt, heardAt));
          if (leftMs > 0) {
            callOff = deadlines.set(leftMs, look);
            return;
          }
          if (!isHanging) probedAt = world.ticks();
          isHanging = true;
          resolve(true);
        };
        const settle = () => {
          callOff();
          resolve(false);
        };
        look();
        question.then(settle, settle);
      }),
    isHanging: () => isHanging,
    mayProbe: () => {
      const now = world.ticks();
      if (now - probedAt < PROBE_AGAIN_MS) return false;
      probedAt = now;
      return true;
    },
  };
}
