import { expect, test } from "vitest";
import { kmAcross } from "./km-across.ts";

type Corners = readonly [south: number, west: number, north: number, east: number];

const area = (...[south, west, north, east]: Corners) => {
  return { southWest: { lat: south, lng: west }, northEast: { lat: north, lng: east } };
};

test.for([
  ["a town", area(-1.32, 36.8, -1.28, 36.85), 6],
  ["the coast of Kenya", area(-4.7, 38.8, -1.6, 41.6), 345],
  ["a road along the equator, which is as wide as it is told", area(-0.1, 34, 0.1, 38), 445],
  ["as many degrees in the north, where they are narrow", area(59.9, 34, 60.1, 38), 223],
  ["the same in the south", area(-60.1, 34, -59.9, 38), 223],
  ["the earth", area(-90, -180, 90, 180), 40_032],
] as const)("%s is so many kilometres from side to side", ([, told, km]) => {
  expect(kmAcross(told)).toBe(km);
});
