import type { RoadVehicle, TourTruck } from "@msafara/domain";
import { expect, test } from "vitest";
import { shareWays } from "./share-ways.ts";

const FLEET: Readonly<Record<string, RoadVehicle>> = {
  boda: { kind: "motorcycle" },
  probox: { kind: "car" },
  hiace: { kind: "van" },
  canter: { kind: "truck", weightKg: 7_500 },
  canter2: { kind: "truck", weightKg: 7_500 },
  actros: { kind: "truck" },
};

const fleet: readonly TourTruck[] = Object.entries(FLEET).map(([id, vehicle]) => {
  return { id, vehicle, shifts: [], capacityKg: 1 };
});

test.for([
  [8, "boda/probox/hiace/canter canter2/actros"],
  [5, "boda/probox/hiace/canter canter2/actros"],
  [4, "boda/probox/hiace/canter canter2 actros"],
  [3, "boda/probox/hiace canter canter2 actros"],
  [2, "boda/probox hiace canter canter2 actros"],
  [1, "boda probox hiace canter canter2 actros"],
] as const)("of at most %i ways the smaller keep their own the longest: %s", ([most, shared]) => {
  const groups = shareWays(fleet, most).map((group) => group.map(({ id }) => id).join(" "));
  expect(groups.join("/")).toBe(shared);
});

test("nobody has a way where nobody drives", () => {
  expect(shareWays([], 8)).toEqual([]);
});
