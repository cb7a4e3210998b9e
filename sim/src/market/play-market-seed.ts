import { assert } from "@msafara/kernel";
import type { DayOptions } from "../day/open-town.ts";
import type { SeedOutcome } from "../play-seed.ts";
import { playMarketDay } from "./play-market-day.ts";

/** Plays one day of a market; one that breaks off has gone wrong too. */
export async function playMarketSeed(
  seed: number,
  options: Omit<DayOptions, "seed"> = {},
): Promise<SeedOutcome> {
  try {
    const { wrongs } = await playMarketDay({ ...options, seed });
    return { seed, wrongs };
  } catch (error) {
    assert(error instanceof Error, "only errors are thrown");
    return { seed, wrongs: [`broke off: ${error.stack ?? error.message}`] };
  }
}
