/* oxlint-disable house/file-named-after-export -- All that the earth needs stands here. */
/** A place on earth in degrees, WGS 84. */
export interface Position {
  readonly lat: number;
  readonly lng: number;
}

const EARTH_RADIUS_M = 6_371_008.8;
const RADIANS = Math.PI / 180;

/** Metres between two places as the crow flies, rounded, since trigonometry differs between machines. */
export function crowFliesM(from: Position, to: Position): number {
  const halfLat = ((to.lat - from.lat) * RADIANS) / 2;
  const halfLng = ((to.lng - from.lng) * RADIANS) / 2;
  const cosines = Math.cos(from.lat * RADIANS) * Math.cos(to.lat * RADIANS);
  const square = Math.sin(halfLat) ** 2 + cosines * Math.sin(halfLng) ** 2;
  return Math.round(2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(square))));
}
