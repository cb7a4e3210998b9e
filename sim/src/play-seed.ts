import { assert } from "@msafara/kernel";
import { playToyDay } from "./toy/play-toy-day.ts";

/** What came of one seed. */
export interface SeedOutcome {
  readonly seed: number;
  readonly wrongs: readonly string[];
}

/** Plays one day; one that breaks off has gone wrong too. */
export async function playSeed(seed: number, plant?: string): Promise<SeedOutcome> {
  try {
    const { wrongs } = await playToyDay({ seed, plant });
    return { seed, wrongs };
  } catch (error) {
    assert(error instanceof Error, "only errors are thrown");
    return { seed, wrongs: [`broke off: ${error.stack ?? error.message}`] };
  }
}
