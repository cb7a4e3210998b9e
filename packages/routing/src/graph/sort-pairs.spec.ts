import fc from "fast-check";
import { expect, test } from "vitest";
import { sortPairs } from "./sort-pairs.ts";

test("pairs are sorted by the first and then by the second, whatever their bits", () => {
  const number = fc.oneof(fc.nat(3), fc.integer({ min: 0, max: 0xffff_ffff }));
  fc.assert(
    fc.property(fc.array(fc.tuple(number, number)), (pairs) => {
      const sorted = sortPairs(
        Uint32Array.from(pairs, ([one]) => one),
        Uint32Array.from(pairs, ([, other]) => other),
      );
      const expected = pairs.toSorted((one, other) => one[0] - other[0] || one[1] - other[1]);
      expect([...sorted.first]).toEqual(expected.map(([one]) => one));
      expect([...sorted.second]).toEqual(expected.map(([, other]) => other));
    }),
  );
});
