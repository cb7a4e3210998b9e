import { describe, expect, test } from "vitest";
import { judge } from "./specs/judges.ts";
import {
  AMINA,
  award,
  bidsOf,
  haul,
  hireMany,
  must,
  reaches,
  request,
} from "./specs/market-people.ts";
import { openMarket } from "./specs/open-market.ts";

describe("a shipment on the real engine", () => {
  test("is bid on by thirty drivers, awarded by hand, hauled, confirmed and paid", async () => {
    const play = await openMarket(1);
    await hireMany(play, 30);
    const tea = await request(play, "tea");
    expect(await reaches(play, tea, "ranked")).toBe("ranked");
    expect(bidsOf(play, tea)).toHaveLength(30);

    await must(award(play, tea));
    expect(await reaches(play, tea, "booked")).toBe("booked");
    await haul(play, tea);
    expect(await reaches(play, tea, "delivered")).toBe("delivered");
    await must(play.ask(`platform/${tea}`, { type: "confirm-delivery", by: AMINA }));
    expect(await reaches(play, tea, "completed")).toBe("completed");
    expect(judge(play)).toEqual([]);
    expect(play.troubles).toEqual([]);
  });
});
