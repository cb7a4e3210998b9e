import type { World } from "@msafara/kernel";
import type { Happening } from "./follow-market.ts";

/** Whoever follows ninety shipments has their past after some seconds; a pause of so long ends it. */
const QUIET_MS = 1_500;
const LOOK_MS = 250;

/** Whom it is told to, and until when. */
export interface InOrder {
  readonly world: Pick<World, "now" | "ticks" | "sleep">;
  readonly signal: AbortSignal;
  readonly tell: (happening: Happening) => Promise<void>;
}

/**
 * Puts the past of many shipments into one order: it is held until no more of it comes, and told from the
 * oldest on. What happens from then on is told as it comes.
 */
export function inOrder({ world, signal, tell }: InOrder) {
  const beganAt = world.now();
  const held: Happening[] = [];
  let lastAt = world.ticks();
  let isTold = false;
  const past = tellPast();

  async function tellPast(): Promise<void> {
    while (!signal.aborted && world.ticks() - lastAt < QUIET_MS) await world.sleep(LOOK_MS, signal);
    isTold = true;
    const byTime = held.toSorted((one, other) => one.event.at - other.event.at);
    for (const happening of byTime) await tell(happening);
  }

  return async (happening: Happening): Promise<void> => {
    if (happening.event.at < beganAt && !isTold) {
      // Not waited for: what is behind it on its own topic belongs to the past as well.
      held.push(happening);
      lastAt = world.ticks();
      return;
    }
    await past;
    await tell(happening);
  };
}
