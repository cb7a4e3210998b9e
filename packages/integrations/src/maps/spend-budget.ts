import { googleFault } from "./google-fault.ts";
import type { GoogleBudget } from "./google-desk.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Counts so many units, first of the minute and then of the day; where they are not left, nobody is asked. */
export async function spendBudget(budget: GoogleBudget, units: number): Promise<void> {
  const { perMinute, perDay } = budget;
  await spend(budget, { units, key: "google:minute", limit: perMinute, windowMs: MINUTE_MS });
  await spend(budget, { units, key: "google:day", limit: perDay, windowMs: DAY_MS });
}

/** Says at once that a question could never be paid within a minute, before a part of it is. */
export function assertPayable({ perMinute, perDay }: GoogleBudget, units: number): void {
  if (units > Math.min(perMinute, perDay)) throw spent(`${units} are more than it ever holds`);
}

interface Spending {
  readonly units: number;
  readonly key: string;
  readonly limit: number;
  readonly windowMs: number;
}

async function spend({ limiter }: GoogleBudget, spending: Spending): Promise<void> {
  const { units, key, limit, windowMs } = spending;
  const { allowed } = await limiter.take({ key, limit, windowMs, count: units });
  if (!allowed) throw spent(`${units} are wanted of ${limit} in ${windowMs} ms`);
}

function spent(why: string) {
  const what = `Cannot ask Google within the budget: ${why}`;
  return googleFault("budget-spent", { what, retry: true });
}
