import type { WayCondition } from "../map/road-map.ts";
import { conditionHolds, type WeekMoment } from "../map/tags/week-hours.ts";
import { boundAs, type Vehicle } from "./vehicle.ts";

/**
 * What ways with a condition are to a vehicle at a moment of the week. A condition that no clock can tell
 * holds where it forbids and does not where it permits: nobody is sent where perhaps he may not drive.
 */
export function accessNow(
  conditions: readonly WayCondition[],
  { vehicle, moment }: { readonly vehicle: Vehicle; readonly moment: WeekMoment },
): ReadonlyMap<number, WayCondition["access"]> {
  const name = boundAs(vehicle);
  const now = new Map<number, WayCondition["access"]>();
  for (const { way, binds, access, when } of conditions) {
    if (!binds.includes(name)) continue;
    const holds = conditionHolds(when, moment);
    if (holds === "unknown" ? access !== "yes" : holds) now.set(way, access);
  }
  return now;
}
