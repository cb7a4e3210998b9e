import { describe, expect, test } from "vitest";
import { playToyDay } from "./play-toy-day.ts";
import { playSeed } from "../play-seed.ts";
import { readKeptSeeds } from "../read-kept-seeds.ts";

const DAYS = 200;
const DAYS_A_TEST = 20;

describe("a seeded day", () => {
  test.for([1, 7, 42])("of seed %i is the same day each time", async (seed) => {
    const first = await playToyDay({ seed });
    const second = await playToyDay({ seed });
    expect(second.notes).toEqual(first.notes);
    expect(second.hash).toBe(first.hash);
  });

  test("is a busy one", async () => {
    const { inventory, notes } = await playToyDay({ seed: 5 });
    expect(inventory.events.length).toBeGreaterThan(50);
    expect(notes.length).toBeGreaterThan(100);
  });

  const starts = Array.from({ length: DAYS / DAYS_A_TEST }, (_, i) => 1 + i * DAYS_A_TEST);
  test.for(starts)("and the days after seed %i find no judge against them", async (start) => {
    for (let seed = start; seed < start + DAYS_A_TEST; seed++) {
      expect(await playSeed(seed)).toEqual({ seed, wrongs: [] });
    }
  });

  test("that went wrong once goes right for good", async () => {
    for (const { seed } of await readKeptSeeds("toy")) {
      expect(await playSeed(seed)).toEqual({ seed, wrongs: [] });
    }
  });
});
