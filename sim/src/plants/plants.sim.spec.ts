import { expect, test } from "vitest";
import { playSeed } from "../play-seed.ts";
import { plants } from "./plants.ts";

const SEEDS_MAX = 200;

test.for(Object.keys(plants))("the judges find the planted bug %s", async (plant) => {
  let found = 0;
  for (let seed = 1; seed <= SEEDS_MAX && found === 0; seed++) {
    if ((await playSeed(seed, { plant })).wrongs.length > 0) found = seed;
  }
  expect(found).toBeGreaterThan(0);
});
