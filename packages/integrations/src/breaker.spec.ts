import { describe, expect, test } from "vitest";
import { type Breaker, CLOSED, failed, letThrough, succeeded } from "./breaker.ts";

const LIMITS = { failuresMax: 3, openMs: 1_000, openMsMax: 5_000 };

function afterFailures(count: number, from: Breaker = CLOSED, now = 0): Breaker {
  return Array.from({ length: count }).reduce<Breaker>((it) => failed(it, now, LIMITS), from);
}

function afterProbe(breaker: Breaker, now: number): Breaker {
  const probe = letThrough(breaker, now);
  expect(probe.may).toBe(true);
  return probe.breaker;
}

describe("a breaker", () => {
  test("lets everything through until too much has failed in a row", () => {
    expect(letThrough(afterFailures(2), 0).may).toBe(true);
    expect(letThrough(afterFailures(3), 0).may).toBe(false);
    expect(failed(succeeded(), 0, LIMITS)).toEqual({ phase: "closed", failures: 1 });
  });

  test("lets one probe through when its time has come, and nobody beside it (R7)", () => {
    const open = afterFailures(3);
    expect(letThrough(open, 999).may).toBe(false);
    const probing = afterProbe(open, 1_000);
    expect(letThrough(probing, 99_000).may).toBe(false);
  });

  test("closes when the probe is answered", () => {
    afterProbe(afterFailures(3), 1_000);
    expect(letThrough(succeeded(), 1_001).may).toBe(true);
  });

  test("waits twice as long after each probe in vain, up to a bound (R7)", () => {
    let breaker = afterFailures(3);
    const waits = [2_000, 4_000, 5_000, 5_000];
    let now = 1_000;
    for (const waitMs of waits) {
      breaker = failed(afterProbe(breaker, now), now, LIMITS);
      expect(breaker).toEqual({ phase: "open", until: now + waitMs, waitMs });
      now += waitMs;
    }
  });

  test("is not opened further by calls that began before it opened", () => {
    const open = afterFailures(3);
    expect(failed(open, 500, LIMITS)).toEqual(open);
  });
});
