import { crowFliesM, type Position } from "@msafara/kernel";

/** A stretch of road, and how long a truck takes for it. */
export interface Leg {
  readonly points: readonly Position[];
  readonly ms: number;
}

/** A way through the map: how long it takes, and where one is when. */
export interface Way {
  readonly totalMs: number;
  readonly totalM: number;
  readonly positionAt: (elapsedMs: number) => Position;
}

interface Mark {
  readonly at: Position;
  readonly ms: number;
}

/** Puts legs together; time passes evenly along each. There is at least one point. */
export function wayOf(legs: readonly Leg[]): Way {
  const marks: Mark[] = [];
  let [totalMs, totalM] = [0, 0];
  for (const { points, ms } of legs) {
    const steps = points.map((point, i) =>
      crowFliesM(points[i - 1] ?? marks.at(-1)?.at ?? point, point),
    );
    const lengthM = steps.reduce((sum, step) => sum + step, 0);
    let doneM = 0;
    for (const [i, at] of points.entries()) {
      doneM += steps[i] ?? 0;
      marks.push({ at, ms: totalMs + (lengthM === 0 ? ms : (ms * doneM) / lengthM) });
    }
    totalMs += ms;
    totalM += lengthM;
  }
  return { totalMs, totalM, positionAt: (elapsedMs) => between(marks, elapsedMs) };
}

function between(marks: readonly Mark[], elapsedMs: number): Position {
  const next = marks.findIndex(({ ms }) => ms > elapsedMs);
  const after = marks.at(next);
  const before = next < 0 ? after : marks[Math.max(next - 1, 0)];
  if (after === undefined || before === undefined) return { lat: 0, lng: 0 };
  const share =
    after.ms > before.ms ? Math.max(0, (elapsedMs - before.ms) / (after.ms - before.ms)) : 1;
  return {
    lat: rounded(before.at.lat + share * (after.at.lat - before.at.lat)),
    lng: rounded(before.at.lng + share * (after.at.lng - before.at.lng)),
  };
}

/** As exact as a phone is: a metre or so. */
function rounded(degrees: number): number {
  return Math.round(degrees * 100_000) / 100_000;
}
