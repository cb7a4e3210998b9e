import { array, assert, constantFrom, integer, oneof, property, record, tuple } from "fast-check";
import { describe, expect, test } from "vitest";
import type { Bid } from "./bid.ts";
import { rankBids, type Standards, WEIGHTS, type Weights } from "./rank-bids.ts";

const MINUTES_MIN = 60;

interface Drawn {
  readonly amount: number;
  readonly minutes: number;
  readonly onTimeBp: number;
  readonly similar: number;
  readonly at: number;
}

function bidsOf(drawn: readonly Drawn[]): readonly Bid[] {
  return drawn.map(({ amount, minutes, onTimeBp, similar, at }, i) => ({
    bidId: `bid_${i}`,
    driverId: `drv_${i}`,
    amount: { amount, currency: "KES" },
    estimatedMinutes: minutes,
    bidder: {
      vehicle: { type: "box", capacityKg: 10_000, yearBuilt: 2024 },
      ratingBp: 9_000,
      onTimeBp,
      similar,
    },
    at,
  }));
}

/** Tries prices out by halving, each in a ranking of its own: slow, and hard to get wrong. */
function tryOut({
  least,
  value,
  wins,
}: {
  readonly least: number;
  readonly value: number;
  readonly wins: (candidate: number) => boolean;
}): number | undefined {
  if (value <= least || !wins(least)) return undefined;
  let [good, bad] = [least, value];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (wins(middle)) good = middle;
    else bad = middle;
  }
  return good;
}

/** The whole, shared out at four cuts. */
const anyWeights = array(integer({ min: 0, max: 10 }), { minLength: 4, maxLength: 4 }).map(
  (cuts): Weights => {
    const [a, b, c, d] = cuts.toSorted((one, other) => one - other).map((cut) => cut * 1_000);
    return {
      price: a!,
      time: b! - a!,
      reliability: c! - b!,
      experience: d! - c!,
      vehicle: 10_000 - d!,
    };
  },
);

function anyField(amountMax: number) {
  const anyBid = record({
    amount: integer({ min: 1, max: amountMax }),
    minutes: oneof(integer({ min: 30, max: 70 }), integer({ min: 30, max: 3_000 })),
    onTimeBp: constantFrom(5_000, 8_999, 9_000, 10_000),
    similar: constantFrom(0, 1, 100),
    at: integer({ min: 1, max: 3 }),
  });
  return array(anyBid, { minLength: 1, maxLength: 8 });
}

describe("what would have won", () => {
  test.for([3, 300, 5_000_000, 400_000_000_000])(
    "is what trying it out finds, with prices up to %i",
    (amountMax) => {
      const weighed = tuple(anyField(amountMax), oneof(constantFrom(WEIGHTS), anyWeights));
      const anyMarket = property(weighed, ([drawn, weights]) => {
        const standards: Standards = {
          weights,
          meanOnTimeBp: 8_000,
          year: 2026,
          minutesMin: MINUTES_MIN,
        };
        const bids = bidsOf(drawn);
        for (const { bid, toWin, rank } of rankBids(bids, standards)) {
          const winsAs = (changed: Bid) => {
            const all = bids.map((it) => (it === bid ? changed : it));
            return rankBids(all, standards, 0)[0]?.bid === changed;
          };
          const amount = tryOut({
            least: 1,
            value: bid.amount.amount,
            wins: (candidate) => winsAs({ ...bid, amount: { ...bid.amount, amount: candidate } }),
          });
          const estimatedMinutes = tryOut({
            least: MINUTES_MIN,
            value: bid.estimatedMinutes,
            wins: (candidate) => winsAs({ ...bid, estimatedMinutes: candidate }),
          });
          const found = {
            ...(amount === undefined ? {} : { amount }),
            ...(estimatedMinutes === undefined ? {} : { estimatedMinutes }),
          };
          expect(toWin).toEqual(rank === 1 ? {} : found);
        }
      });
      assert(anyMarket, { numRuns: 300 });
    },
  );

  test("is nothing for the only bid, and next to nothing where all are equal", () => {
    const same = { amount: 100, minutes: 200, onTimeBp: 9_000, similar: 0, at: 1 };
    const standards = { weights: WEIGHTS, meanOnTimeBp: 8_000, year: 2026, minutesMin: 60 };
    expect(rankBids(bidsOf([same]), standards)[0]?.toWin).toEqual({});
    const [, second] = rankBids(bidsOf([same, same, same]), standards);
    expect(second?.toWin).toEqual({ amount: 99, estimatedMinutes: 199 });
  });
});
