import { describe, expect, test } from "vitest";
import { playSeed } from "../play-seed.ts";
import { readKeptSeeds } from "../read-kept-seeds.ts";
import { playMarketDay } from "./play-market-day.ts";

const DAYS = 40;
const DAYS_A_TEST = 10;

describe("a market's seeded day", () => {
  test.for([1, 7])("of seed %i is the same day each time", async (seed) => {
    const first = await playMarketDay({ seed });
    const second = await playMarketDay({ seed });
    expect(second.notes).toEqual(first.notes);
    expect(second.hash).toBe(first.hash);
  });

  test("ends in every way, with faults on the way there", async () => {
    const ends = new Set<string>();
    const said = new Set<string>();
    for (let seed = 1; seed <= DAYS_A_TEST; seed++) {
      const { inventory, evidence } = await playMarketDay({ seed });
      for (const { address, phase } of inventory.agents)
        if (address.startsWith("platform/")) ends.add(phase);
      for (const { event } of evidence.history) said.add(event.type);
    }
    expect([...ends].toSorted()).toEqual(["cancelled", "completed", "expired"]);
    expect([...said]).toEqual(expect.arrayContaining(["award.failed", "payment.refused"]));
  });

  const starts = Array.from({ length: DAYS / DAYS_A_TEST }, (_, i) => 1 + i * DAYS_A_TEST);
  test.for(starts)("and the days after seed %i find no judge against them", async (start) => {
    for (let seed = start; seed < start + DAYS_A_TEST; seed++) {
      expect(await playSeed(seed, { kind: "market" })).toEqual({ seed, wrongs: [] });
    }
  });

  test("that went wrong once goes right for good", async () => {
    for (const { seed } of await readKeptSeeds("market")) {
      expect(await playSeed(seed, { kind: "market" })).toEqual({ seed, wrongs: [] });
    }
  });
});
