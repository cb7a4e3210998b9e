import type { RoadArea } from "@msafara/domain";

const KM_PER_DEGREE = 111.2;
const RADIANS_PER_DEGREE = Math.PI / 180;

/** How far it is from side to side of an area, the longer way, in whole kilometres: its width where it is widest. */
export function kmAcross({ southWest, northEast }: RoadArea): number {
  const height = northEast.lat - southWest.lat;
  const isOnEquator = southWest.lat < 0 && northEast.lat > 0;
  const nearest = Math.min(Math.abs(southWest.lat), Math.abs(northEast.lat));
  const widest = Math.cos((isOnEquator ? 0 : nearest) * RADIANS_PER_DEGREE);
  const width = (northEast.lng - southWest.lng) * widest;
  return Math.round(Math.max(height, width) * KM_PER_DEGREE);
}
