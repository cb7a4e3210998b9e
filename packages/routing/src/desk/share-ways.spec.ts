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
  const groups = shareWays(fleet, ({ length }) => length <= most);
  expect(groups.map((group) => group.map(({ id }) => id).join(" ")).join("/")).toBe(shared);
});

test("nine different trucks share one way though there was time, and eight do not", () => {
  const trucks = (count: number) =>
    Array.from({ length: count }, (_, i): TourTruck => {
      const vehicle = { kind: "truck", weightKg: 1_000 + i } as const;
      return { id: `${i}`, vehicle, shifts: [], capacityKg: 1 };
    });
  expect(shareWays(trucks(8), () => true)).toHaveLength(8);
  expect(shareWays(trucks(9), () => true)).toHaveLength(1);
  expect(shareWays(trucks(2), () => false)).toHaveLength(1);
});

test("nobody has a way where nobody drives", () => {
  expect(shareWays([], () => true)).toEqual([]);
});
