import { MARKET_POLICY } from "@msafara/domain";
import { assert, constant, jsonValue, oneof, property, record } from "fast-check";
import { describe, expect, test } from "vitest";
import { readMarketPolicy } from "./read-market-policy.ts";

describe("the settings of a market", () => {
  test("begin with the market's own when nobody has set any", () => {
    expect(readMarketPolicy({})).toEqual({ policy: MARKET_POLICY, refused: [] });
  });

  test("count where they make sense", () => {
    const weights = { price: 10_000, time: 0, reliability: 0, experience: 0, vehicle: 0 };
    const { policy, refused } = readMarketPolicy({ weights, radiiM: [10_000, 20_000] });
    expect(policy).toMatchObject({ weights, radiiM: [10_000, 20_000] });
    expect(refused).toEqual([]);
  });

  test.for([
    ["weights that are not whole", "weights", { ...MARKET_POLICY.weights, price: 2_999 }],
    ["weights with one missing", "weights", { price: 10_000 }],
    ["a fourth wave", "radiiM", [1, 2, 3, 4]],
    ["a wave that looks less far", "radiiM", [50_000, 40_000]],
    ["no wave at all", "radiiM", []],
    ["half a millisecond", "answerMs", 20_000.5],
    ["a time in words", "answerMs", "20 s"],
    ["a share above the whole", "meanOnTimeBp", 10_001],
    ["a currency in small letters", "currencies", ["kes"]],
    ["a fee of one part", "cancelFeeBp", { booked: 100 }],
    ["nothing", "confirmMs", null],
    ["a setting that nobody knows", "wavesMax", 3],
    ["a name that every object has", "constructor", 3],
  ] as const)("refuse %s by name, and stay as they were", ([, name, value]) => {
    expect(readMarketPolicy({ [name]: value })).toEqual({ policy: MARKET_POLICY, refused: [name] });
  });

  test("refuse windows that end before they begin", () => {
    const { policy, refused } = readMarketPolicy({ windowSecondsMin: 200 });
    expect(policy).toEqual(MARKET_POLICY);
    expect(refused).toEqual(["windowSecondsMin", "windowSecondsMax"]);
  });

  test("refuse a currency in which nobody can pay", () => {
    expect(readMarketPolicy({ currency: "UGX" })).toEqual({
      policy: MARKET_POLICY,
      refused: ["currencies"],
    });
    expect(readMarketPolicy({ currency: "UGX", currencies: ["UGX"] }).refused).toEqual([]);
  });

  test("never make a policy with which a market cannot run, whatever is typed in", () => {
    const names = Object.entries(MARKET_POLICY);
    const anything = record(
      Object.fromEntries(names.map(([name, own]) => [name, oneof(jsonValue(), constant(own))])),
      { requiredKeys: [] },
    );
    const runs = property(anything, (settings: any) => {
      const { policy } = readMarketPolicy(settings);
      const { price, time, reliability, experience, vehicle } = policy.weights;
      expect(price + time + reliability + experience + vehicle).toBe(10_000);
      expect(policy.windowSecondsMin).toBeLessThanOrEqual(policy.windowSecondsMax);
      expect(policy.currencies).toContain(policy.currency);
      expect(policy.radiiM.length).toBeGreaterThan(0);
      expect(Object.keys(policy).toSorted()).toEqual(Object.keys(MARKET_POLICY).toSorted());
    });
    assert(runs, { numRuns: 50 });
  });
});
