import type { WayCondition } from "../map/road-map.ts";
import { conditionHolds, type WeekMoment } from "../map/tags/week-hours.ts";
import { boundAs, type Vehicle } from "./vehicle.ts";

/** What the hour makes of a way, and the condition by which it does. */
export interface AccessNow extends Pick<WayCondition, "access" | "when"> {
  /** Whether it opens what a sign closes. */
  readonly lifts: boolean;
}

const STRICTNESS: Readonly<Record<WayCondition["access"], number>> = {
  yes: 0,
  destination: 1,
  no: 2,
};

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
  for (const condition of conditions) {
    if (!condition.binds.includes(name)) continue;
    const holds = conditionHolds(condition.when, moment);
    if (holds === true) now.set(condition.way, said(condition, condition.access !== "no"));
    if (holds === "unknown") perhaps(now, condition);
  }
  return now;
}

function said({ access, when }: WayCondition, lifts: boolean): AccessNow {
  return { access, when, lifts };
}

function perhaps(now: Map<number, AccessNow>, condition: WayCondition): void {
  const { way, access } = condition;
  const before = now.get(way);
  if (STRICTNESS[access] > STRICTNESS[before?.access ?? "yes"]) {
    now.set(way, said(condition, access !== "no" && before?.lifts === true));
  }
}
