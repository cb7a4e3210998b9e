import type { PointE7 } from "../snap/arc-line.ts";

/** A border post stands beside its road, and is drawn a little off it. */
const POST_E7 = 5_000;

/** The ground around a border post: whose road comes into it, passes the post. */
export function borderGround({ lat, lng }: PointE7) {
  return {
    southWest: { lat: lat - POST_E7, lng: lng - POST_E7 },
    northEast: { lat: lat + POST_E7, lng: lng + POST_E7 },
  };
}
