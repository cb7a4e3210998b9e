import { array, assert, integer, nat, property } from "fast-check";
import { expect, test } from "vitest";
import { nthSmallest } from "./nth-smallest.ts";

test("the nth smallest stands where sorting would put it, and nothing is moved", () => {
  const some = array(integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 50 });
  assert(
    property(some, nat(), (list, seed) => {
      const values = Float64Array.from(list);
      const n = seed % values.length;
      expect(nthSmallest(values, n)).toBe(values.toSorted()[n]);
      expect([...values]).toEqual(list);
    }),
    { numRuns: 500 },
  );
});
