import type { PointE7 } from "./arc-line.ts";

const M_PER_E7 = 0.011_119_508;
const RADIANS_PER_E7 = Math.PI / 180 / 10_000_000;
const DEGREES = 180 / Math.PI;

/** How much narrower a degree of longitude is than one of latitude. */
function narrowAt(lat: number): number {
  return Math.cos(lat * RADIANS_PER_E7);
}

/** Metres between two points that are not far apart. */
export function flatM(from: PointE7, to: PointE7): number {
  const x = (to.lng - from.lng) * narrowAt((from.lat + to.lat) / 2);
  return Math.hypot(x, to.lat - from.lat) * M_PER_E7;
}

/** The compass bearing from one point to another, 0 up to 360; north where they are one. */
export function bearingOf(from: PointE7, to: PointE7): number {
  const x = (to.lng - from.lng) * narrowAt(from.lat);
  const degrees = Math.atan2(x, to.lat - from.lat) * DEGREES;
  return (degrees + 360) % 360;
}

/** How far one turns from one bearing to another: left is negative, right is positive, to 180. */
export function turnBetween(from: number, to: number): number {
  const turn = (to - from + 540) % 360;
  return turn - 180;
}

/** Where on a line a point is nearest to it. */
export interface OnLine extends PointE7 {
  readonly offM: number;
  /** The piece of the line, and how much of that piece lies behind. */
  readonly piece: number;
  readonly share: number;
  /** The side of the line, as it runs, on which the point lies. */
  readonly side: Side;
}

export type Side = "left" | "right" | "on";

/** Nobody stops on a side of the road that is less than this away from its middle. */
const ON_M = 0.5;

function sideOf(across: number): Side {
  if (across === 0) return "on";
  return across > 0 ? "left" : "right";
}

/** The other side of the road, for whoever comes the other way. */
export function otherSide(side: Side): Side {
  if (side === "on") return "on";
  return side === "left" ? "right" : "left";
}

/** The point of a line that is nearest to another. */
export function nearestOnLine(point: PointE7, line: readonly PointE7[]): OnLine {
  const narrow = narrowAt(point.lat);
  let best: OnLine = {
    ...line[0]!,
    offM: Number.POSITIVE_INFINITY,
    piece: 0,
    share: 0,
    side: "on",
  };
  for (let i = 1; i < line.length; i++) {
    const [from, to] = [line[i - 1]!, line[i]!];
    const [ax, ay] = [(from.lng - point.lng) * narrow, from.lat - point.lat];
    const [dx, dy] = [(to.lng - from.lng) * narrow, to.lat - from.lat];
    const square = dx * dx + dy * dy;
    const share = square === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / square));
    const offM = Math.hypot(ax + share * dx, ay + share * dy) * M_PER_E7;
    if (offM >= best.offM) continue;
    // Seen from the start of the piece, the point lies to the left when this is positive.
    const across = dx * -ay - dy * -ax;
    best = {
      lat: Math.round(from.lat + share * (to.lat - from.lat)),
      lng: Math.round(from.lng + share * (to.lng - from.lng)),
      offM,
      piece: i - 1,
      share,
      side: offM < ON_M ? "on" : sideOf(across),
    };
  }
  return best;
}
