import { ROAD_CLASSES, type RoadClass, type RoadGraph } from "../graph/road-graph.ts";
import type { WeekMoment } from "../map/tags/week-hours.ts";
import { clockOf } from "../route/clock-of.ts";
import { costUpTo } from "../route/cost-up-to.ts";
import type { Drive } from "../route/drive.ts";
import type { Way } from "../route/find-way.ts";
import type { Roads } from "../route/roads.ts";

const MS_PER_DS = 100;
/** Groups of classes that slow down alike: the wide roads, those of towns, and all that is small. */
export const ROAD_GROUPS = ["main", "town", "small"] as const;

type RoadGroup = (typeof ROAD_GROUPS)[number];

const GROUP_OF: Readonly<Record<RoadClass, RoadGroup>> = {
  motorway: "main",
  trunk: "main",
  primary: "main",
  secondary: "town",
  tertiary: "town",
  unclassified: "town",
  residential: "small",
  "living-street": "small",
  service: "small",
  track: "small",
  ferry: "small",
};

/** What is done at the end of a leg. */
export const STOP_KINDS = ["pickup", "delivery", "pause"] as const;

/** What is known of a leg before it is driven. */
export interface EtaLeg {
  /** How long it takes on free roads, by group of roads. */
  readonly freeMs: readonly [main: number, town: number, small: number];
  /** Where one might have turned off. */
  readonly junctions: number;
  readonly borders: number;
  /** How many times the usual time it takes now, as traffic is known; 1 where nothing is. */
  readonly liveRatio: number;
  readonly stop: (typeof STOP_KINDS)[number];
  /** How long one stays there, where that is known; else as long as such stops take. */
  readonly stayMs?: number;
}

/** Parts of the week in which roads are alike. */
export const PERIODS = ["night", "morning", "day", "evening"] as const;

/** Which part of the week a moment lies in: mornings and evenings are those of working days. */
export function periodOf({ weekday, minute }: WeekMoment): number {
  const hour = minute / 60;
  if (hour < 6 || hour >= 20) return 0;
  if (weekday > 4) return 2;
  if (hour < 10) return 1;
  return hour < 16 ? 2 : 3;
}

/** The moment that comes so many milliseconds later. */
export function later({ weekday, minute }: WeekMoment, ms: number): WeekMoment {
  const all = weekday * 1_440 + minute + ms / 60_000;
  const inWeek = ((all % 10_080) + 10_080) % 10_080;
  return { weekday: Math.floor(inWeek / 1_440), minute: inWeek % 1_440 };
}

/** The group of an arc, by its place in `ROAD_GROUPS`. */
export function groupOf({ ways, way }: RoadGraph, arc: number): number {
  return ROAD_GROUPS.indexOf(GROUP_OF[ROAD_CLASSES[ways.roadClass[way[arc]!]!]!]);
}

/** Whether one might turn off where an arc ends. */
export function endsAtJunction({ head, firstArc }: RoadGraph, arc: number): boolean {
  return firstArc[head[arc]! + 1]! - firstArc[head[arc]!]! > 2;
}

/** Reads a leg off a way. What no map tells, borders and live traffic, is for the caller to say. */
export function etaLegOf(
  { graph }: Pick<Roads, "graph">,
  { vehicle, unit }: Drive,
  { way, ...own }: { readonly way: Way } & Pick<EtaLeg, "borders" | "liveRatio" | "stop">,
): EtaLeg {
  const clock = clockOf(graph, { vehicle, unit });
  const freeMs: [number, number, number] = [0, 0, 0];
  let junctions = 0;
  for (const { arc, fromCm, toCm } of way.pieces) {
    const lengthCm = graph.lengthCm[arc]!;
    const upTo = (alongCm: number) => costUpTo(clock(arc), { alongCm, lengthCm });
    freeMs[groupOf(graph, arc)]! += (upTo(toCm) - upTo(fromCm)) * MS_PER_DS;
    if (toCm === lengthCm && endsAtJunction(graph, arc)) junctions++;
  }
  return { freeMs, junctions, ...own };
}
