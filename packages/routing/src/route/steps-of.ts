import { WAY_FLAGS } from "../graph/road-graph.ts";
import { firstBearing, flagsOf, leavesRoad, maneuverAt } from "./maneuver-at.ts";
import { roadNamed } from "./obstacle.ts";
import { pieceLine } from "./piece-line.ts";
import type { Way, WayPiece } from "./find-way.ts";
import type { Roads } from "./roads.ts";
import type { RouteStep } from "./step.ts";

/** A piece of a way, and how long it takes. */
export interface TimedPiece extends WayPiece {
  readonly durationDs: number;
}

/** What to do along a way, in order. Steps take as long and are as far as the way, together. */
export function stepsOf(
  roads: Roads,
  way: Way,
  pieces: readonly TimedPiece[],
): readonly RouteStep[] {
  const driven = pieces.filter(({ fromCm, toCm }) => toCm > fromCm);
  const [first] = driven;
  const arrival = arriveAt(roads, way);
  if (first === undefined) return [arrival];
  const steps: Draft[] = [departOn(roads, driven)];
  const circle: Circle = { entry: -1, exits: 0 };
  for (const [i, piece] of driven.entries()) {
    const before = driven[i - 1];
    if (before !== undefined) {
      const step =
        isCircle(roads, piece) || isCircle(roads, before)
          ? roundStep(roads, [before, piece], { circle, steps })
          : stepAt(roads, before, piece);
      if (step !== undefined) steps.push(step);
    }
    const last = steps.at(-1)!;
    steps[steps.length - 1] = {
      ...named(last, roadNamed(roads, piece.arc)),
      distanceCm: last.distanceCm + piece.toCm - piece.fromCm,
      durationDs: last.durationDs + piece.durationDs,
    };
  }
  return [...told(steps), arrival];
}

/** A step, and whether it must be told although one merely goes on by another name. */
type Draft = RouteStep & { readonly isNeeded?: boolean };

/** A name that is driven for so long is worth a word. */
const LONG_CM = 100_000;

/** Leaves out other names of the road that last for a moment only: whoever goes straight on needs no word. */
function told(steps: readonly Draft[]): readonly RouteStep[] {
  const kept: RouteStep[] = [];
  for (const { isNeeded = false, ...step } of steps) {
    const last = kept.at(-1);
    if (last === undefined || step.maneuver !== "continue" || isNeeded || isNews(step, last)) {
      kept.push(step);
      continue;
    }
    kept[kept.length - 1] = {
      ...named(last, step),
      distanceCm: last.distanceCm + step.distanceCm,
      durationDs: last.durationDs + step.durationDs,
    };
  }
  return kept;
}

/** Whether the road one goes on by has another name than the one before, and keeps it for long. */
function isNews(step: RouteStep, last: RouteStep): boolean {
  const isSame = step.name === last.name && step.ref === last.ref;
  return step.distanceCm >= LONG_CM && !isSame && !isNameless(step) && !isNameless(last);
}

/** A ramp or a yard without a name is called after the road that it leads to. */
function named<Step extends RouteStep>(step: Step, road: Pick<RouteStep, "name" | "ref">): Step {
  const { name, ref } = road;
  return isNameless(step) ? { ...step, name, ref } : step;
}

function isNameless({ name, ref }: Pick<RouteStep, "name" | "ref">): boolean {
  return name === "" && ref === "";
}

/** A roundabout that one is in: the step that entered it, and the exits passed since. */
interface Circle {
  entry: number;
  exits: number;
}

function isCircle(roads: Roads, { arc }: WayPiece): boolean {
  return (flagsOf(roads, arc) & WAY_FLAGS.roundabout) !== 0;
}

/** A roundabout is one step, told where one enters it; at each exit its number grows, and at the last its name is known. */
function roundStep(
  roads: Roads,
  [before, piece]: readonly [WayPiece, WayPiece],
  { circle, steps }: { readonly circle: Circle; readonly steps: Draft[] },
): Draft | undefined {
  if (!isCircle(roads, before)) {
    circle.entry = steps.length;
    circle.exits = 0;
    return { ...stepOn(roads, piece), maneuver: "roundabout", exit: 1 };
  }
  if (hasExit(roads, before)) circle.exits++;
  if (isCircle(roads, piece)) return undefined;
  const entered = steps[circle.entry];
  // Whoever starts within a roundabout merely leaves it.
  if (circle.entry < 0 || entered === undefined) return stepAt(roads, before, piece);
  const { name, ref } = roadNamed(roads, piece.arc);
  steps[circle.entry] = { ...entered, name, ref, exit: Math.max(1, circle.exits) };
  circle.entry = -1;
  return undefined;
}

/** Whether one may leave a roundabout where an arc of it ends. */
function hasExit(roads: Roads, { arc }: WayPiece): boolean {
  const { firstArc, head } = roads.graph;
  const junction = head[arc]!;
  for (let exit = firstArc[junction]!; exit < firstArc[junction + 1]!; exit++) {
    if ((flagsOf(roads, exit) & WAY_FLAGS.roundabout) === 0) return true;
  }
  return false;
}

function stepAt(roads: Roads, before: WayPiece, piece: WayPiece): Draft | undefined {
  const maneuver = maneuverAt(roads, { from: before.arc, to: piece.arc });
  if (maneuver === undefined) return undefined;
  const isNeeded = leavesRoad(roads, { from: before.arc, to: piece.arc });
  return { ...stepOn(roads, piece), maneuver, isNeeded };
}

function stepOn(roads: Roads, piece: WayPiece): Omit<RouteStep, "maneuver"> {
  const { name, ref } = roadNamed(roads, piece.arc);
  const [at] = pieceLine(roads.graph, roads.tail, piece);
  return { at: at!, name, ref, distanceCm: 0, durationDs: 0 };
}

/** Two junctions may lie on one spot: one heads to where the first road leads that is drawn at all. */
function departOn(roads: Roads, driven: readonly WayPiece[]): RouteStep {
  const step = stepOn(roads, driven[0]!);
  for (const piece of driven) {
    const line = pieceLine(roads.graph, roads.tail, piece);
    const isDrawn = line.some(({ lat, lng }) => lat !== step.at.lat || lng !== step.at.lng);
    if (isDrawn) return { ...step, maneuver: "depart", bearing: firstBearing(line) };
  }
  return { ...step, maneuver: "depart" };
}

function arriveAt(roads: Roads, { end }: Way): RouteStep {
  const piece = { arc: end.arc, fromCm: end.alongCm, toCm: end.alongCm };
  return { ...stepOn(roads, piece), maneuver: "arrive", side: end.side };
}
