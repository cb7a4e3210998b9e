import type { World } from "@msafara/kernel";
import type { Allowance, Taken } from "../ports/bus.ts";

/** Beyond this the window that began longest ago is forgotten, which lets its caller through. */
const KEYS_MAX = 100_000;

/** Counts of one process, each in a window that begins with the first. */
export interface Windows {
  readonly take: (allowance: Allowance) => Taken;
  readonly forget: () => void;
}

/** Opens a place to count in, by the ticks of a world. */
export function openWindows({ ticks }: Pick<World, "ticks">): Windows {
  const windows = new Map<string, { count: number; readonly endsAt: number }>();

  function begin(key: string, endsAt: number) {
    const window = { count: 0, endsAt };
    // Set anew it stands last, so that the oldest come first.
    windows.delete(key);
    windows.set(key, window);
    for (const oldest of windows.keys()) {
      if (windows.size <= KEYS_MAX) break;
      windows.delete(oldest);
    }
    return window;
  }

  return {
    take: ({ key, limit, windowMs, count = 1 }) => {
      const now = ticks();
      const known = windows.get(key);
      const isOver = known === undefined || known.endsAt <= now;
      const window = isOver ? begin(key, now + windowMs) : known;
      const allowed = window.count + count <= limit;
      // Who asks for one too many is counted, and gets nothing by it; several that do not fit stay where they are.
      if (allowed || count === 1) window.count += count;
      return {
        allowed,
        left: Math.max(0, limit - window.count),
        // Fractions of a tick may add up to more than the window.
        resetMs: Math.min(windowMs, Math.ceil(window.endsAt - now)),
      };
    },
    forget: () => windows.clear(),
  };
}
