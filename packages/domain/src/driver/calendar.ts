import type { Instant } from "@msafara/kernel";
import type { Commitment, Span } from "./driver.ts";

/** Whether two times have a moment in common. */
export function overlap(one: Span, other: Span): boolean {
  return one.from < other.to && other.from < one.to;
}

/** Whether the truck is free all the time: one load per truck and time, also when one runs late. */
export function isFree(commitments: readonly Commitment[], span: Span, now: Instant): boolean {
  return !commitments.some((it) => overlap({ from: it.from, to: endOf(it, now) }, span));
}

/** A trip that is on the road takes the truck until it is delivered, whatever the plan said. */
function endOf({ to, steps }: Commitment, now: Instant): Instant {
  return steps.length > 0 ? Math.max(to, now + 1) : to;
}
