import { expect, test } from "vitest";
import { playSeed } from "../../play-seed.ts";
import { marketJudges } from "../judges/market-judges.ts";
import { marketPlants } from "./market-plants.ts";

const SEEDS_MAX = 200;

test.for(Object.entries(marketPlants))(
  "the judge of it finds the planted bug %s",
  async (known) => {
    const [plant, { foundBy }] = known;
    expect(await firstFound(plant, foundBy)).toBeGreaterThan(0);
  },
);

test("no judge sits on the bench who was never seen to find anything", () => {
  const seen = new Set(Object.values(marketPlants).map(({ foundBy }) => foundBy));
  expect([...seen].toSorted()).toEqual(Object.keys(marketJudges).toSorted());
});

test("a market's judges find a fence that was removed, too", async () => {
  expect(await firstFound("fence-removed", "")).toBeGreaterThan(0);
});

/** The first seed that shows a bug to a judge; 0 when none does. */
async function firstFound(plant: string, judge: string): Promise<number> {
  for (let seed = 1; seed <= SEEDS_MAX; seed++) {
    const { wrongs } = await playSeed(seed, { kind: "market", plant });
    if (wrongs.some((wrong) => wrong.startsWith(judge) || wrong.startsWith(`midway ${judge}`)))
      return seed;
  }
  return 0;
}
