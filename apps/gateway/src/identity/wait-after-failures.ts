/** How long nobody may try after so many attempts in vain. */
export interface WaitPolicy {
  readonly freeTries: number;
  readonly firstMs: number;
  readonly waitMsMax: number;
}

/** A person mistypes three times; a machine that guesses gets four tries an hour in the end. */
export const PHONE_WAITS: WaitPolicy = { freeTries: 3, firstMs: 5_000, waitMsMax: 900_000 };

/** A mobile carrier puts thousands of people behind one address. */
export const ADDRESS_WAITS: WaitPolicy = { freeTries: 50, firstMs: 1_000, waitMsMax: 300_000 };

/** Nothing for the first few, then twice as long each time, up to a bound. */
export function waitAfterFailures(
  { freeTries, firstMs, waitMsMax }: WaitPolicy,
  failures: number,
): number {
  if (failures < freeTries) return 0;
  return Math.min(firstMs * 2 ** (failures - freeTries), waitMsMax);
}

/** Both, as whoever counts attempts wants them. */
export const WAITS = { phone: waitsOf(PHONE_WAITS), address: waitsOf(ADDRESS_WAITS) };

/** The wait after each failure, up to the first that is as long as any. */
function waitsOf(policy: WaitPolicy): readonly number[] {
  const waits = [0];
  while (waits.at(-1) !== policy.waitMsMax) waits.push(waitAfterFailures(policy, waits.length));
  return waits.slice(1);
}
