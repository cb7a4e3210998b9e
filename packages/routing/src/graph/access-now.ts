import type { WayCondition } from "../map/road-map.ts";
import { conditionHolds, type WeekMoment } from "../map/tags/week-hours.ts";
import { boundAs, type Vehicle } from "./vehicle.ts";

/** What the hour makes of a way, and the condition by which it does. */
export interface AccessNow extends Pick<WayCondition, "access" | "when"> {
  /** Whether it opens what a sign closes. */
  readonly lifts: boolean;
}

/**
 * What ways with a condition are to a vehicle at a moment of the week; of several that hold, the last counts. One
 * that no clock can tell may forbid and never permit, be it against a sign or against a condition that holds for
 * certain: nobody is sent where perhaps he may not drive.
 */
export function accessNow(
  conditions: readonly WayCondition[],
  { vehicle, moment }: { readonly vehicle: Vehicle; readonly moment: WeekMoment },
): ReadonlyMap<number, AccessNow> {
  const name = boundAs(vehicle);
  const now = new Map<number, AccessNow>();
  for (const { way, binds, access, when } of conditions) {
    if (!binds.includes(name)) continue;
    const holds = conditionHolds(when, moment);
    if (holds === true) now.set(way, { access, when, lifts: access !== "no" });
    if (holds !== "unknown" || access === "yes") continue;
    const before = now.get(way);
    if (before?.access === "no" || before?.access === access) continue;
    now.set(way, { access, when, lifts: access !== "no" && before?.lifts === true });
  }
  return now;
}
