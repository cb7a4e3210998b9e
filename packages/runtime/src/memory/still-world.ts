import type { Instant, World } from "@msafara/kernel";
import { openSeededTime } from "./seeded-time.ts";

/** A world whose time stands still unless it is moved. */
export interface StillWorld extends World {
  /** Lets that much time pass, and everybody who wakes meanwhile run until they wait again. */
  readonly move: (ms: number) => Promise<void>;
  /** Lets time pass until the condition holds; false when it did not within that time. */
  readonly moveUntil: (isThere: () => boolean, ms: number) => Promise<boolean>;
}

/** A world for specs. The same seed gives the same ids and luck. */
export function openStillWorld(seed: string | number = "still"): StillWorld {
  const time = openSeededTime(seed);
  const world = time.worldOf("still");
  const after = (ms: number): Instant => time.now() + ms;
  return {
    ...world,
    move: async (ms) => {
      await time.run(after(ms));
    },
    moveUntil: (isThere, ms) => time.run(isThere, after(ms)),
  };
}
