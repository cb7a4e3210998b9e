import { decode } from "@msafara/runtime";
import { describe, expect, test } from "vitest";
import { judge } from "./specs/judges.ts";
import {
  AMINA,
  award,
  bidsOf,
  haul,
  hire,
  hireMany,
  must,
  reaches,
  request,
} from "./specs/market-people.ts";
import { type MarketPlay, openMarket } from "./specs/open-market.ts";

describe("a shipment on the real engine", () => {
  test("is bid on by thirty drivers, awarded by hand, hauled, confirmed and paid", async () => {
    const play = await openMarket(1);
    await hireMany(play, 30);
    const tea = await request(play, "tea");
    expect(await reaches(play, tea, "ranked")).toBe("ranked");
    expect(bidsOf(play, tea)).toHaveLength(30);

    expect(shownTo(play, tea, "bids.ranked")).toEqual(["shipper"]);
    expect(inboxesWith(play, tea)).toHaveLength(30);
    expect(topOf(play, tea)).toHaveLength(5);

    await must(award(play, tea));
    expect(await reaches(play, tea, "booked")).toBe("booked");
    await haul(play, tea);
    expect(await reaches(play, tea, "delivered")).toBe("delivered");
    await must(play.ask(`platform/${tea}`, { type: "confirm-delivery", by: AMINA }));
    expect(await reaches(play, tea, "completed")).toBe("completed");
    await play.pass(1_000);
    expect(play.rows("shippers")).toMatchObject([{ phase: "Registered", shipments: [] }]);
    expect(judge(play)).toEqual([]);
    expect(play.troubles).toEqual([]);
  });

  test("meets a posted price, and is booked without anybody choosing", async () => {
    const play = await openMarket(2);
    await hireMany(play, 3);
    const bookNow = { amount: 9_000_000, currency: "KES" };
    const tea = await request(play, "tea", { bookNow });
    expect(await reaches(play, tea, "booked")).toBe("booked");
    expect(play.rows("bids").filter(({ status }) => status === "won")).toMatchObject([
      { amount: bookNow },
    ]);
    expect(play.rows("trips")).toMatchObject([{ status: "booked", amount: bookNow }]);
  });

  test("asks in waves, each looking further than the one before", async () => {
    const play = await openMarket(3);
    await hire(play, "near", { autoBid: false });
    await hire(play, "far", { position: { lat: 0.3, lng: 35.28 } });
    const tea = await request(play, "tea");
    expect(await reaches(play, tea, "ranked")).toBe("ranked");
    expect(
      play.rows("asks").map(({ driverId, wave, outcome }) => [driverId, wave, outcome]),
    ).toEqual(
      expect.arrayContaining([
        ["drv_near", 1, "asked"],
        ["drv_far", 2, "asked"],
      ]),
    );
    expect(judge(play)).toEqual([]);
  });

  test("is awarded as the operators' weights say", async () => {
    const weights = { price: 0, time: 10_000, reliability: 0, experience: 0, vehicle: 0 };
    const play = await openMarket(4, { settings: { weights } });
    await hireMany(play, 2);
    const tea = await request(play, "tea");
    await reaches(play, tea, "ranked");
    const { terms } = play.state<any>(`platform/${tea}`);
    expect(terms.policy).toMatchObject({ weights, answerMs: 20_000 });
  });
});

/** The drivers whose inbox of the market has a load in it. */
function inboxesWith({ database }: MarketPlay, tea: string): readonly string[] {
  const frames = [...database.tables.live.values()].flat();
  const fresh = frames.filter(
    ({ audience, name }) => audience === "market" && name === "shipment.requested",
  );
  const meant = fresh.filter(({ body }) => decode<{ shipmentId: string }>(body).shipmentId === tea);
  return meant.map(({ topic }) => topic);
}

/** The audiences of a live event, each once. */
function shownTo({ database }: MarketPlay, tea: string, event: string): readonly string[] {
  const frames = [...database.tables.live.values()].flat();
  const meant = frames.filter(({ topic, name }) => topic === `platform/${tea}` && name === event);
  return [...new Set(meant.map(({ audience }) => audience))];
}

/** The list that its shipper saw last. */
function topOf({ database }: MarketPlay, tea: string): readonly unknown[] {
  const frames = database.tables.live.get(`platform/${tea}\nshipper`) ?? [];
  const last = frames.findLast(({ name }) => name === "bids.ranked");
  return last === undefined ? [] : decode<{ top: readonly unknown[] }>(last.body).top;
}
