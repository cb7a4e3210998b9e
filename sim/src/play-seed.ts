import { assert } from "@msafara/kernel";
import type { Day, DayOptions } from "./day/open-town.ts";
import { playMarketDay } from "./market/play-market-day.ts";
import { playToyDay } from "./toy/play-toy-day.ts";

/** What is played: the engine's own freight, or the market. */
export type Kind = "toy" | "market";

/** What came of one seed. */
export interface SeedOutcome {
  readonly seed: number;
  readonly wrongs: readonly string[];
}

/** How a seed is played, besides its number. */
export type SeedOptions = Omit<DayOptions, "seed"> & { readonly kind?: Kind };

const DAYS: Readonly<Record<Kind, (options: DayOptions) => Promise<Day>>> = {
  toy: playToyDay,
  market: playMarketDay,
};

/** Plays one day of a kind. */
export async function playDay({
  kind = "toy",
  ...options
}: SeedOptions & DayOptions): Promise<Day> {
  return await DAYS[kind](options);
}

/** Plays one day; one that breaks off has gone wrong too. */
export async function playSeed(seed: number, options: SeedOptions = {}): Promise<SeedOutcome> {
  try {
    const { wrongs } = await playDay({ ...options, seed });
    return { seed, wrongs };
  } catch (error) {
    assert(error instanceof Error, "only errors are thrown");
    return { seed, wrongs: [`broke off: ${error.stack ?? error.message}`] };
  }
}
