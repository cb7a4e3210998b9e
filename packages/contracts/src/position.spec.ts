import { assert, double, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { nearSchema, positionSchema } from "./position.ts";

const anyLat = double({ min: -90, max: 90, noNaN: true });
const anyLng = double({ min: -180, max: 180, noNaN: true });

test("a position is a place on earth, and nothing else", () => {
  assert(
    property(double(), double(), (lat, lng) => {
      const isOnEarth = Math.abs(lat) <= 90 && Math.abs(lng) <= 180;
      expect(positionSchema.safeParse({ lat, lng }).success).toBe(isOnEarth);
    }),
  );
});

describe("a place in an address", () => {
  test("comes back to the centimetre", () => {
    assert(
      property(anyLat, anyLng, (lat, lng) => {
        const read = nearSchema.parse(z.encode(nearSchema, { lat, lng }));
        expect(Math.abs(read.lat - lat)).toBeLessThan(1e-7);
        expect(Math.abs(read.lng - lng)).toBeLessThan(1e-7);
      }),
    );
  });

  test.for(["", "1", "1,2,3", "1,", "a,b", "91,0", "0,181", "1e1,0", "0x1,0", " 1,2", "NaN,NaN"])(
    "is never %j, and is wrong as a whole",
    (text) => {
      const issues = nearSchema.safeParse(text).error?.issues.map(({ path }) => path);
      expect(issues).toEqual([[]]);
    },
  );
});
