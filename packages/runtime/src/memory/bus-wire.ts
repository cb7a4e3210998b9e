import { Fault, type World } from "@msafara/kernel";
import { never, openLuck } from "./luck.ts";

/**
 * What may go wrong on a bus. All rates are chances in 0..1 and zero when absent; they are read anew
 * each time, so whoever directs a simulation may turn them meanwhile.
 */
export interface BusFaults {
  /**
   * Called before and after each call, as `tasks.add:before`. True says that the caller has been
   * killed just now: then the call never happens, or its answer never comes.
   */
  readonly crashAt?: (point: string) => boolean | void;
  /** How long anything travels, at most; rings overtake each other on the way. */
  readonly travelMs?: number;
  /** Rings and frames that are never heard. */
  readonly lostRate?: number;
  /** Rings and frames that are heard twice. */
  readonly doubledRate?: number;
  /** Rings and frames that come late, and how late at most. */
  readonly delayedRate?: number;
  readonly delayMs?: number;
  /** Commands, or their answers, that never arrive. */
  readonly lostCallRate?: number;
  /** Calls to cache, presence and tasks that fail; half of them have done their work. */
  readonly failedRate?: number;
  /** Tasks whose id is kept after their end, so that adding it again does nothing until a flush. */
  readonly retainedRate?: number;
}

/** How one program's words travel. */
export interface BusWire {
  /** Whether this is a wire at all, on which machines can be lost. */
  readonly isFaulty: boolean;
  /** Carries what may be lost, doubled or late into the world of whoever listens. */
  readonly carry: (to: World, deliver: () => void) => void;
  /** Carries a command or an answer, which may only be lost. */
  readonly send: (to: World, deliver: () => void) => void;
  /** Carries what the broker makes sure of. */
  readonly wake: (to: World, deliver: () => void) => void;
  /** Asks the broker something and brings the answer back. */
  readonly ask: <Answer>(point: string, work: () => Answer) => Promise<Answer>;
  readonly isRetained: () => boolean;
}

/** A wire from a program to its broker. Without faults it delivers in a microtask, never at once. */
export function openBusWire({
  near,
  far,
  faults,
}: {
  readonly near: World;
  readonly far: World;
  readonly faults: BusFaults | undefined;
}): BusWire {
  if (faults !== undefined) return faultyWire(near, far, faults);
  const soon = (_to: World, deliver: () => void) => queueMicrotask(deliver);
  return {
    isFaulty: false,
    carry: soon,
    send: soon,
    wake: soon,
    ask: async (_point, work) => work(),
    isRetained: () => false,
  };
}

function faultyWire(near: World, far: World, faults: BusFaults): BusWire {
  const { happens, upTo } = openLuck(far, "bus");
  const travel = () => upTo(faults.travelMs, "travel");
  /** Into a world that is frozen or dead nothing is delivered. */
  // oxlint-disable-next-line house/no-race-in-runtime -- A sleep never rejects, and on a wire nobody waits.
  const after = (to: World, ms: number, deliver: () => void) => void to.sleep(ms).then(deliver);

  function carry(to: World, deliver: () => void): void {
    if (happens(faults.lostRate, "lost")) return;
    for (let copies = happens(faults.doubledRate, "doubled") ? 2 : 1; copies > 0; copies--) {
      const lateMs = happens(faults.delayedRate, "delayed") ? upTo(faults.delayMs, "delay") : 0;
      after(to, travel() + lateMs, deliver);
    }
  }

  async function ask<Answer>(point: string, work: () => Answer): Promise<Answer> {
    if (faults.crashAt?.(`${point}:before`) === true) await never();
    await far.sleep(travel());
    const isFailed = happens(faults.failedRate, "failed");
    const answer = !isFailed || happens(0.5, "landed") ? { done: work() } : undefined;
    await near.sleep(travel());
    if (faults.crashAt?.(`${point}:after`) === true) await never();
    if (isFailed || answer === undefined)
      throw new Fault(`The connection broke during ${point}`, { retry: true });
    return answer.done;
  }

  return {
    isFaulty: true,
    carry,
    send: (to, deliver) => {
      if (!happens(faults.lostCallRate, "lost-call")) after(to, travel(), deliver);
    },
    wake: (to, deliver) => after(to, travel(), deliver),
    ask,
    isRetained: () => happens(faults.retainedRate, "retained"),
  };
}
