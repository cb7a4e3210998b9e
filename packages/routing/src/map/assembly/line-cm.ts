import type { Points } from "./stretch.ts";

const EARTH_RADIUS_CM = 637_100_880;
const RADIANS_PER_E7 = Math.PI / 180 / 10_000_000;

/** The length of a line over points in centimetres, along great circles; never 0. */
export function lineCm(line: ArrayLike<number>, { lat, lng }: Points): number {
  let cm = 0;
  for (let i = 1; i < line.length; i++) {
    const [from, to] = [line[i - 1]!, line[i]!];
    cm += greatCircleCm({ lat: lat[from]!, lng: lng[from]! }, { lat: lat[to]!, lng: lng[to]! });
  }
  return Math.max(1, Math.round(cm));
}

interface PointE7 {
  readonly lat: number;
  readonly lng: number;
}

/** Centimetres between two points in degrees times 10⁷. */
function greatCircleCm(from: PointE7, to: PointE7): number {
  const halfLat = ((to.lat - from.lat) * RADIANS_PER_E7) / 2;
  const halfLng = ((to.lng - from.lng) * RADIANS_PER_E7) / 2;
  const cosines = Math.cos(from.lat * RADIANS_PER_E7) * Math.cos(to.lat * RADIANS_PER_E7);
  const square = Math.sin(halfLat) ** 2 + cosines * Math.sin(halfLng) ** 2;
  return 2 * EARTH_RADIUS_CM * Math.asin(Math.min(1, Math.sqrt(square)));
}
