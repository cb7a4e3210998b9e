import { expect, test } from "vitest";
import { playDay } from "./specs/play-day.ts";

const SEEDS = Array.from({ length: 50 }, (_, i) => i + 1);

test("fifty days of luck, with killed nodes and a bank that does not answer, end well", async () => {
  const ends = new Set<string>();
  for (const seed of SEEDS) {
    const day = await playDay(seed);
    expect(day.wrongs, `seed ${seed}`).toEqual([]);
    for (const end of day.ends) ends.add(end);
  }
  expect([...ends].toSorted()).toEqual(["cancelled", "completed", "expired"]);
});
