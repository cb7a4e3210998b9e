import type { World } from "./world.ts";

/** Waits that may not last for ever, all looked after by one sleeper. */
export interface Deadlines {
  /** Calls `miss` when the time is up, unless the deadline was called off by then. */
  readonly set: (ms: number, miss: () => void) => () => void;
  /** Forgets all of them, missed or not. */
  readonly close: () => void;
}

interface Deadline {
  readonly until: number;
  readonly miss: () => void;
}

/** Given as the reason, so that no error with a stack is made up. */
const SOONER = "sooner";

/**
 * Keeps deadlines that are nearly always called off, such as those of calls that are answered: a timer
 * and a signal for each of them would cost more than many an answer.
 */
export function openDeadlines(world: World): Deadlines {
  const open = new Set<Deadline>();
  let sleeper: { readonly until: number; readonly alarm: AbortController } | undefined;

  /** Ends those whose time is up, and tells when the next one is. */
  function missDue(): number {
    const now = world.ticks();
    let next = Infinity;
    for (const deadline of open) {
      if (deadline.until > now) {
        next = Math.min(next, deadline.until);
      } else {
        open.delete(deadline);
        deadline.miss();
      }
    }
    return next;
  }

  async function watch(): Promise<void> {
    for (let until = missDue(); until < Infinity; until = missDue()) {
      sleeper = { until, alarm: new AbortController() };
      await world.sleep(Math.ceil(until - world.ticks()), sleeper.alarm.signal);
    }
    sleeper = undefined;
  }

  return {
    set: (ms, miss) => {
      const deadline = { until: world.ticks() + ms, miss };
      open.add(deadline);
      if (sleeper === undefined) void watch();
      else if (deadline.until < sleeper.until) sleeper.alarm.abort(SOONER);
      return () => open.delete(deadline);
    },
    close: () => {
      open.clear();
      sleeper?.alarm.abort(SOONER);
    },
  };
}
