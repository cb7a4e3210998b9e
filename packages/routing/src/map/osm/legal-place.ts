import { spoilt } from "./spoilt.ts";

const NORTH_E7 = 900_000_000;
const EAST_E7 = 1_800_000_000;

/** Where a node lies, in degrees times 10⁷, if that is on earth. */
export function legalPlace(node: {
  readonly id: number;
  readonly lat: number;
  readonly lng: number;
}) {
  const { id, lat, lng } = node;
  if (Math.abs(lat) <= NORTH_E7 && Math.abs(lng) <= EAST_E7) return { lat, lng };
  throw spoilt(`Node ${id} lies at ${lat / 1e7},${lng / 1e7}, which is not on earth`);
}
