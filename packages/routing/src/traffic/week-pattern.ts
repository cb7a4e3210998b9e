import { assert } from "@msafara/kernel";
import { ROAD_CLASSES, type RoadClass } from "../graph/road-graph.ts";
import type { WeekMoment } from "../map/tags/week-hours.ts";

const HOURS = 24;
const WEEK_HOURS = 7 * HOURS;
const FREE = 100;

/** What is usually driven by class and hour of the week, in hundredths of what a free road allows. */
export interface WeekPattern {
  /** `share[class * 168 + hour]`, Monday's first hour first. */
  readonly share: Uint8Array;
}

/** Says what is usual on a class of road in an hour of the week: hundredths of free flow, above 0. */
export type UsualShare = (
  roadClass: RoadClass,
  hour: { readonly weekday: number; readonly hour: number },
) => number;

/** Writes a pattern down, hour by hour. */
export function weekPattern(usual: UsualShare): WeekPattern {
  const share = new Uint8Array(ROAD_CLASSES.length * WEEK_HOURS).fill(FREE);
  for (const [row, roadClass] of ROAD_CLASSES.entries()) {
    for (let at = 0; at < WEEK_HOURS; at++) {
      const found = usual(roadClass, { weekday: Math.floor(at / HOURS), hour: at % HOURS });
      assert(found >= 1 && found <= 200, "a share of free flow is from 1 up to 200 hundredths");
      share[row * WEEK_HOURS + at] = found;
    }
  }
  return { share };
}

/** A cautious guess until trucks have told better: slow mornings and evenings from Monday to Friday, wide roads most. */
export const USUAL_WEEK: WeekPattern = weekPattern((roadClass, { weekday, hour }) => {
  if (roadClass === "ferry" || weekday > 4) return FREE;
  const isRush = (hour >= 6 && hour < 10) || (hour >= 16 && hour < 20);
  if (!isRush) return hour >= 10 && hour < 16 ? 90 : FREE;
  const isMain = ["motorway", "trunk", "primary", "secondary"].includes(roadClass);
  return isMain ? 55 : 75;
});

/** The row of hundredths by class at a moment of the week, between two hours in proportion. */
export function sharesAt({ share }: WeekPattern, { weekday, minute }: WeekMoment): Float64Array {
  const at = weekday * HOURS + Math.floor(minute / 60);
  const later = (minute % 60) / 60;
  return Float64Array.from(ROAD_CLASSES, (_, row) => {
    const now = share[row * WEEK_HOURS + (at % WEEK_HOURS)]!;
    const next = share[row * WEEK_HOURS + ((at + 1) % WEEK_HOURS)]!;
    return (now + (next - now) * later) / FREE;
  });
}
