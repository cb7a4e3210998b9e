import { Fault, type World } from "@msafara/kernel";
import type { Vendor } from "@msafara/runtime";
import { type BreakerLimits, CLOSED, failed, letThrough, succeeded } from "./breaker.ts";

/** How much a vendor may cost us. */
export interface VendorLimits extends BreakerLimits {
  /** A call that takes longer is given up; what came of it is asked for later. */
  readonly timeoutMs: number;
  /** So many calls at once, so that one slow vendor never takes every hand. */
  readonly callsMax: number;
}

/** What is bearable below the half minute that a claim of an effect lasts. */
export const VENDOR_LIMITS: VendorLimits = {
  timeoutMs: 12_000,
  callsMax: 8,
  failuresMax: 5,
  openMs: 2_000,
  openMsMax: 60_000,
};

/** Puts a breaker, a time-out and a budget around somebody outside. A refusal of his is an answer like any other. */
export function guardVendor(
  vendor: Vendor,
  {
    world,
    limits = VENDOR_LIMITS,
  }: { readonly world: Pick<World, "ticks" | "sleep">; readonly limits?: VendorLimits },
): Vendor {
  let breaker = CLOSED;
  let calls = 0;

  async function guarded<Answer>(call: () => Promise<Answer>): Promise<Answer> {
    if (calls >= limits.callsMax) throw busy(`${calls} calls are under way`);
    const passed = letThrough(breaker, world.ticks());
    ({ breaker } = passed);
    if (!passed.may) throw busy("it failed too often just now");
    calls += 1;
    try {
      const answer = await inTime(world, limits.timeoutMs, call);
      breaker = succeeded();
      return answer;
    } catch (error) {
      const isAnswer = error instanceof Fault && !error.retry;
      breaker = isAnswer ? succeeded() : failed(breaker, world.ticks(), limits);
      throw error;
    } finally {
      calls -= 1;
    }
  }

  return {
    perform: (order) => guarded(() => vendor.perform(order)),
    inquire: (order) => guarded(() => vendor.inquire(order)),
  };
}

function busy(why: string): Fault {
  return new Fault(`Cannot ask the vendor now: ${why}`, { retry: true });
}

async function inTime<Answer>(
  { sleep }: Pick<World, "sleep">,
  timeoutMs: number,
  call: () => Promise<Answer>,
): Promise<Answer> {
  const answered = new AbortController();
  const late = sleep(timeoutMs, answered.signal).then(() => {
    throw new Fault(`Cannot wait for the vendor any longer than ${timeoutMs} ms`, { retry: true });
  });
  // Once there is an answer nobody listens to the clock any more.
  late.catch(() => undefined);
  try {
    return await Promise.race([call(), late]);
  } finally {
    answered.abort();
  }
}
