import { assert, integer, property } from "fast-check";
import { expect, test } from "vitest";
import { paceOf } from "./pace-of.ts";
import { USUAL_VEHICLES } from "./vehicle.ts";

const { car, motorcycle } = USUAL_VEHICLES;

test.for([
  ["a jam slows a car to what is driven", car, 500, 100, 100],
  ["of which a motorcycle loses half", motorcycle, 500, 100, 300],
  ["a free road is free", motorcycle, 500, 500, 500],
  ["what is driven faster than foreseen is for both", motorcycle, 500, 600, 600],
  ["what is closed is closed to both", motorcycle, 500, 0, 0],
  ["nobody drives faster than he can", motorcycle, 1_100, 1_100, 800],
] as const)("%s", ([, vehicle, free, now, pace]) => {
  expect(paceOf(vehicle, free, now)).toBe(pace);
});

test("traffic never makes a motorcycle slower than a car, nor quicker than the road or itself", () => {
  const speed = integer({ min: 1, max: 1_400 });
  assert(
    property(speed, speed, (free, now) => {
      const pace = paceOf(motorcycle, free, now);
      expect(pace).toBeGreaterThanOrEqual(Math.min(paceOf(car, free, now), 800));
      expect(pace).toBeLessThanOrEqual(Math.min(Math.max(free, now), 800));
    }),
  );
});
