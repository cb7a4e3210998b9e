import type { Position } from "@msafara/kernel";

/** An outline; the last point joins the first. */
export type Ring = readonly Position[];

/** Whether a point lies inside, by how often a ray to the east leaves. */
export function inRing(ring: Ring, { lat, lng }: Position): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [one, other] = [ring[i]!, ring[j]!];
    if (one.lat > lat === other.lat > lat) continue;
    const crossing = one.lng + ((lat - one.lat) / (other.lat - one.lat)) * (other.lng - one.lng);
    if (lng < crossing) inside = !inside;
  }
  return inside;
}
