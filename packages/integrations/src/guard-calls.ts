import { Fault, type World } from "@msafara/kernel";
import { type BreakerLimits, CLOSED, failed, letThrough, succeeded } from "./breaker.ts";

/** How much a vendor may cost us. */
export interface VendorLimits extends BreakerLimits {
  /** A call that takes longer is given up; what came of it is asked for later. */
  readonly timeoutMs: number;
  /** So many calls at once, so that one slow vendor never takes every hand. */
  readonly callsMax: number;
}

/** What a guard is put together from. */
export interface CallGuard {
  readonly world: Pick<World, "ticks" | "sleep">;
  readonly limits: VendorLimits;
  /** Whether what was thrown is an answer all the same: then he is well, and no breaker opens. */
  readonly isAnswer?: (error: unknown) => boolean;
}

/** Lets a call through, or says why not; the signal fires when it is no longer waited for. */
export type GuardedCall = <Answer>(
  call: (givenUp: AbortSignal) => Promise<Answer>,
) => Promise<Answer>;

/** Puts a breaker, a time-out and a bound of calls at once around whatever is asked of somebody outside. */
export function guardCalls({ world, limits, isAnswer = isFinal }: CallGuard): GuardedCall {
  let breaker = CLOSED;
  let calls = 0;

  return async (call) => {
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
      breaker = isAnswer(error) ? succeeded() : failed(breaker, world.ticks(), limits);
      throw error;
    } finally {
      calls -= 1;
    }
  };
}

/** Who says no for good has answered. */
function isFinal(error: unknown): boolean {
  return error instanceof Fault && !error.retry;
}

function busy(why: string): Fault {
  return new Fault(`Cannot ask the vendor now: ${why}`, { retry: true });
}

async function inTime<Answer>(
  { sleep }: Pick<World, "sleep">,
  timeoutMs: number,
  call: (givenUp: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const answered = new AbortController();
  const givenUp = new AbortController();
  const late = sleep(timeoutMs, answered.signal).then(() => {
    throw new Fault(`Cannot wait for the vendor any longer than ${timeoutMs} ms`, { retry: true });
  });
  // Once there is an answer nobody listens to the clock any more.
  late.catch(() => undefined);
  try {
    return await Promise.race([call(givenUp.signal), late]);
  } finally {
    answered.abort();
    givenUp.abort();
  }
}
