/** A point in degrees times 10⁷. */
export interface PointE7 {
  readonly lat: number;
  readonly lng: number;
}

const M_PER_E7 = 0.011_119_508;
const RADIANS_PER_E7 = Math.PI / 180 / 10_000_000;

/** The point of a line that is nearest to another, on the flat earth that a few kilometres are. */
export function nearestOnLine(
  point: PointE7,
  line: readonly PointE7[],
): PointE7 & { readonly offM: number } {
  const narrow = Math.cos(point.lat * RADIANS_PER_E7);
  let best = { ...line[0]!, offM: Number.POSITIVE_INFINITY };
  for (let i = 1; i < line.length; i++) {
    const [from, to] = [line[i - 1]!, line[i]!];
    const [ax, ay] = [(from.lng - point.lng) * narrow, from.lat - point.lat];
    const [dx, dy] = [(to.lng - from.lng) * narrow, to.lat - from.lat];
    const square = dx * dx + dy * dy;
    const share = square === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / square));
    const offM = Math.hypot(ax + share * dx, ay + share * dy) * M_PER_E7;
    if (offM >= best.offM) continue;
    best = {
      lat: Math.round(from.lat + share * (to.lat - from.lat)),
      lng: Math.round(from.lng + share * (to.lng - from.lng)),
      offM,
    };
  }
  return best;
}
