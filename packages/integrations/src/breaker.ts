/** When a breaker opens, and for how long. */
export interface BreakerLimits {
  /** So many failures in a row open it. */
  readonly failuresMax: number;
  readonly openMs: number;
  /** It waits twice as long after each probe in vain, and never longer than this. */
  readonly openMsMax: number;
}

/** Whether somebody outside is asked at all; times are ticks. docs/design/vendors.md draws it. */
export type Breaker =
  | { readonly phase: "closed"; readonly failures: number }
  | { readonly phase: "open"; readonly until: number; readonly waitMs: number }
  /** One is let through to try; everybody else waits for what becomes of him. */
  | { readonly phase: "probing"; readonly waitMs: number };

/** A breaker before anything was asked. */
export const CLOSED: Breaker = { phase: "closed", failures: 0 };

/** Whether a call is let through now, and the breaker after that; an open one lets one probe through (R7). */
export function letThrough(
  breaker: Breaker,
  now: number,
): { readonly may: boolean; readonly breaker: Breaker } {
  switch (breaker.phase) {
    case "closed":
      return { may: true, breaker };
    case "open": {
      if (now < breaker.until) return { may: false, breaker };
      return { may: true, breaker: { phase: "probing", waitMs: breaker.waitMs } };
    }
    default:
      return { may: false, breaker };
  }
}

/** The breaker after an answer: it closes, whatever was before. */
export function succeeded(): Breaker {
  return CLOSED;
}

/** The breaker after a call that came to nothing. One that began before it opened changes nothing. */
export function failed(breaker: Breaker, now: number, limits: BreakerLimits): Breaker {
  const { failuresMax, openMs, openMsMax } = limits;
  switch (breaker.phase) {
    case "closed": {
      const failures = breaker.failures + 1;
      if (failures < failuresMax) return { phase: "closed", failures };
      return { phase: "open", until: now + openMs, waitMs: openMs };
    }
    case "probing": {
      const waitMs = Math.min(breaker.waitMs * 2, openMsMax);
      return { phase: "open", until: now + waitMs, waitMs };
    }
    default:
      return breaker;
  }
}
