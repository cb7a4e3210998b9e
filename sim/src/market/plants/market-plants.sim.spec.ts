import { expect, test } from "vitest";
import { playMarketSeed } from "../play-market-seed.ts";
import { plants } from "../../plants/plants.ts";
import { marketPlants } from "./market-plants.ts";

const SEEDS_MAX = 200;

test.for(Object.entries(marketPlants))("the judge of it finds the planted bug %s", async (known) => {
  const [plant, { foundBy }] = known;
  expect(await firstFound(plant, foundBy)).toBeGreaterThan(0);
});

test.for(Object.keys(plants))("a market's judges find the engine's bug %s", async (plant) => {
  expect(await firstFound(plant, "")).toBeGreaterThan(0);
});

/** The first seed that shows a bug to a judge; 0 when none does. */
async function firstFound(plant: string, judge: string): Promise<number> {
  for (let seed = 1; seed <= SEEDS_MAX; seed++) {
    const { wrongs } = await playMarketSeed(seed, { plant });
    if (wrongs.some((wrong) => wrong.startsWith(judge) || wrong.startsWith(`midway ${judge}`)))
      return seed;
  }
  return 0;
}
