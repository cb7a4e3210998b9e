import type { Fix } from "@msafara/contracts";
import { expect, test } from "vitest";
import { openTracker } from "./open-tracker.ts";

const NAIROBI = { lat: -1.3, lng: 36.8 };
const DEGREE_M = 111_195;

/** A phone in a truck that drives sixty times faster than life. */
function openDrive() {
  let now = 1_000;
  const fixes: Fix[] = [];
  const tell = openTracker({
    world: { now: () => now },
    live: { report: (fix) => fixes.push(fix) },
    speed: 60,
  });
  const drive = (lat: number, lng: number, laterMs = 5_000) => {
    now += laterMs;
    tell({ lat, lng });
    return fixes.at(-1)!;
  };
  return { drive };
}

test("the first fix tells no speed, since a phone that was just switched on knows none", () => {
  const fix = openDrive().drive(NAIROBI.lat, NAIROBI.lng);
  expect(fix).toEqual({ seq: 1, at: 6_000, position: NAIROBI, flags: 0 });
});

test("speed is what the truck's own clock makes of it, and north is nought", () => {
  const { drive } = openDrive();
  drive(NAIROBI.lat, NAIROBI.lng);
  const { seq, speedCmS, headingCdeg } = drive(NAIROBI.lat + 0.06, NAIROBI.lng);
  expect({ seq, headingCdeg }).toEqual({ seq: 2, headingCdeg: 0 });
  // Five seconds of ours are five minutes of the truck's.
  expect(speedCmS).toBeCloseTo((0.06 * DEGREE_M * 100) / 300, -1);
});

test.for([
  ["east", 0, 0.05, 9_000],
  ["south", -0.05, 0, 18_000],
  ["west", 0, -0.05, 27_000],
] as const)("and %s is where it is on a compass", ([, north, east, headingCdeg]) => {
  const { drive } = openDrive();
  drive(0, 36);
  expect(drive(north, 36 + east).headingCdeg).toBe(headingCdeg);
});

test("a truck that stands has no heading, and after a silence nobody knows how fast it came", () => {
  const { drive } = openDrive();
  drive(0, 36);
  const standing = drive(0, 36);
  expect(standing.speedCmS).toBe(0);
  expect(standing).not.toHaveProperty("headingCdeg");
  expect(drive(1, 36, 15_000)).not.toHaveProperty("speedCmS");
});
