import type { TourTruck } from "@msafara/domain";
import { VEHICLE_KINDS } from "../graph/vehicle.ts";
import { vehicleMeant } from "./vehicle-meant.ts";

/**
 * Says which trucks share their ways: those that are alike, as long as there are no more than so many. Where there are,
 * all of a kind share what the largest of them may drive; where there are still too many, so do the largest kinds.
 */
export function shareWays(
  trucks: readonly TourTruck[],
  most: number,
): readonly (readonly TourTruck[])[] {
  const alike = Map.groupBy(trucks, ({ vehicle }) => JSON.stringify(vehicleMeant(vehicle)));
  if (alike.size <= most) return [...alike.values()];
  const byKind = Map.groupBy(trucks, ({ vehicle }) => vehicle.kind);
  const kinds = VEHICLE_KINDS.flatMap((kind) => [byKind.get(kind) ?? []].filter(isSome));
  return [...kinds.slice(0, most - 1), kinds.slice(most - 1).flat()].filter(isSome);
}

function isSome(group: readonly TourTruck[]): boolean {
  return group.length > 0;
}
