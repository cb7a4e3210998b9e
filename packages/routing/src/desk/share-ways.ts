import type { TourTruck } from "@msafara/domain";
import { VEHICLE_KINDS } from "../graph/vehicle.ts";
import { vehicleMeant } from "./vehicle-meant.ts";

/** So many different vehicles have ways of their own, if there is time for so many. */
const WAYS_MAX = 8;

/**
 * Says which trucks share their ways: those that are alike, as long as that takes not too long. Where it does, all of a
 * kind share what the largest of them may drive; where it still does, so do the largest kinds.
 */
export function shareWays(
  trucks: readonly TourTruck[],
  isQuick: (groups: readonly (readonly TourTruck[])[]) => boolean,
): readonly (readonly TourTruck[])[] {
  for (let most = WAYS_MAX; ; most--) {
    const groups = sharedBy(trucks, most);
    if (most === 1 || isQuick(groups)) return groups;
  }
}

function sharedBy(trucks: readonly TourTruck[], most: number): readonly (readonly TourTruck[])[] {
  const alike = Map.groupBy(trucks, ({ vehicle }) => JSON.stringify(vehicleMeant(vehicle)));
  if (alike.size <= most) return [...alike.values()];
  const byKind = Map.groupBy(trucks, ({ vehicle }) => vehicle.kind);
  const kinds = VEHICLE_KINDS.flatMap((kind) => [byKind.get(kind) ?? []].filter(isSome));
  return [...kinds.slice(0, most - 1), kinds.slice(most - 1).flat()].filter(isSome);
}

function isSome(group: readonly TourTruck[]): boolean {
  return group.length > 0;
}
