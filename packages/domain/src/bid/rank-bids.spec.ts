import { array, assert, constantFrom, integer, property, record } from "fast-check";
import { describe, expect, test } from "vitest";
import type { Bid } from "./bid.ts";
import { rankBids, type Standards, WEIGHTS } from "./rank-bids.ts";

const STANDARDS: Standards = { weights: WEIGHTS, meanOnTimeBp: 8_000, year: 2026, minutesMin: 60 };

/** A decent bid; each test spoils one thing. */
function bid(
  id: string,
  spoil: Partial<Bid> & { yearBuilt?: number; onTimeBp?: number | null } = {},
): Bid {
  const { yearBuilt = 2024, onTimeBp = 9_000, ...rest } = spoil;
  return {
    bidId: `bid_${id}`,
    driverId: `drv_${id}`,
    amount: { amount: 50_000_00, currency: "KES" },
    estimatedMinutes: 480,
    bidder: {
      vehicle: { type: "box", capacityKg: 10_000, yearBuilt },
      ratingBp: 9_000,
      ...(onTimeBp === null ? {} : { onTimeBp }),
      similar: 50,
    },
    at: 1_000,
    ...rest,
  };
}

function amount(value: number): Pick<Bid, "amount"> {
  return { amount: { amount: value, currency: "KES" } };
}

describe("ranking bids", () => {
  test("adds up price, time, reliability, experience and vehicle by their weights (U94)", () => {
    const [best, next] = rankBids(
      [bid("dear", amount(60_000_00)), bid("cheap", amount(40_000_00))],
      STANDARDS,
    );
    expect(best).toMatchObject({
      bid: { bidId: "bid_cheap" },
      rank: 1,
      parts: {
        price: 10_000,
        time: 10_000,
        reliability: 9_000,
        experience: 5_000,
        vehicle: 10_000,
      },
      score: 9_300,
    });
    expect(next).toMatchObject({ rank: 2, parts: { price: 0 }, score: 6_300 });
  });

  test("gives the price between dearest and cheapest its share (U95)", () => {
    const ranked = rankBids(
      [bid("a", amount(100)), bid("b", amount(175)), bid("c", amount(200))],
      STANDARDS,
    );
    expect(ranked.map(({ parts }) => parts.price)).toEqual([10_000, 2_500, 0]);
  });

  test("gives a single bid, and equal bids, the whole part (R6)", () => {
    expect(rankBids([bid("only")], STANDARDS)[0]?.parts).toMatchObject({
      price: 10_000,
      time: 10_000,
    });
    const equals = rankBids([bid("a"), bid("b")], STANDARDS);
    expect(equals.map(({ parts }) => [parts.price, parts.time])).toEqual([
      [10_000, 10_000],
      [10_000, 10_000],
    ]);
  });

  test("takes a newcomer for as reliable as the market's mean (R6)", () => {
    const [ranked] = rankBids([bid("new", { onTimeBp: null })], STANDARDS);
    expect(ranked?.parts.reliability).toBe(8_000);
  });

  test.for([
    [2022, 10_000],
    [2021, 7_000],
    [2017, 7_000],
    [2016, 5_000],
  ] as const)("a truck built in %i gets %i (U99)", ([yearBuilt, part]) => {
    expect(rankBids([bid("a", { yearBuilt })], STANDARDS)[0]?.parts.vehicle).toBe(part);
  });

  test("counts at most a hundred similar shipments (U98)", () => {
    const old = bid("old");
    const [ranked] = rankBids([{ ...old, bidder: { ...old.bidder, similar: 900 } }], STANDARDS);
    expect(ranked?.parts.experience).toBe(10_000);
  });

  test("believes nobody who promises to be faster than a truck can be (R26)", () => {
    const [one, other] = rankBids(
      [bid("liar", { estimatedMinutes: 1, at: 2 }), bid("fast", { estimatedMinutes: 60, at: 1 })],
      STANDARDS,
    );
    expect([one?.bid.bidId, one?.score]).toEqual(["bid_fast", other?.score]);
  });

  test("puts the earlier commit first where scores are equal, then the id (R26)", () => {
    const ranked = rankBids(
      [bid("c", { at: 5 }), bid("b", { at: 9 }), bid("a", { at: 9 })],
      STANDARDS,
    );
    expect(ranked.map((it) => it.bid.bidId)).toEqual(["bid_c", "bid_a", "bid_b"]);
  });

  test("says at which price, and with how many minutes, a bid would have won", () => {
    const bids = [bid("a", amount(90)), bid("b", { ...amount(100), at: 2_000 })];
    const [first, second] = rankBids(bids, STANDARDS);
    expect(first?.toWin).toEqual({});
    expect(second?.toWin.amount).toBe(89);
    expect(second?.toWin.estimatedMinutes).toBeUndefined();
  });

  test("what it says would have won does win, and a little more does not", () => {
    const anyBid = record({
      amount: integer({ min: 1, max: 200 }),
      minutes: integer({ min: 30, max: 600 }),
      onTimeBp: constantFrom(5_000, 9_000, 10_000),
      at: integer({ min: 1, max: 5 }),
    });
    assert(
      property(array(anyBid, { minLength: 2, maxLength: 6 }), (drawn) => {
        const bids = drawn.map(({ amount: value, minutes, onTimeBp, at }, i) =>
          bid(`${i}`, { ...amount(value), estimatedMinutes: minutes, onTimeBp, at }),
        );
        const ranked = rankBids(bids, STANDARDS);
        expect(ranked.map(({ rank }) => rank)).toEqual(ranked.map((_, i) => i + 1));
        for (const { bid: loser, toWin } of ranked.slice(1)) {
          if (toWin.amount === undefined) continue;
          const winnerAt = (value: number) => {
            const changed = bids.map((it) => (it === loser ? { ...it, ...amount(value) } : it));
            return rankBids(changed, STANDARDS)[0]?.bid.bidId;
          };
          expect(winnerAt(toWin.amount)).toBe(loser.bidId);
          expect(winnerAt(toWin.amount + 1)).not.toBe(loser.bidId);
        }
      }),
    );
  });
});
