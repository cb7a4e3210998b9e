import type { World } from "@msafara/kernel";

/** Wakes one waiter. A ring that nobody waits for is kept for the next. */
export interface Bell {
  readonly ring: () => void;
  /** Resolves at the next ring, or after `ms` when given. */
  readonly wait: (ms?: number) => Promise<void>;
}

/** Given as the reason, so that no error with a stack is made up at every ring. */
const RUNG = "rung";

/** A bell for one loop: many may ring, one waits. */
export function openBell(world: World): Bell {
  let rung = false;
  let wake: (() => void) | undefined;

  async function wait(ms?: number): Promise<void> {
    if (!rung) {
      if (ms === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      } else {
        const alarm = new AbortController();
        wake = () => alarm.abort(RUNG);
        await world.sleep(ms, alarm.signal);
      }
    }
    wake = undefined;
    rung = false;
  }

  return {
    ring: () => {
      rung = true;
      wake?.();
    },
    wait,
  };
}
