import { lineCm } from "./line-cm.ts";
import type { Points, Stretch } from "./stretch.ts";

const CM_PER_KM = 100_000;
/** Ferries cross oceans in a line of few points; nothing goes farther without meeting anything. */
const STRETCH_KM_MAX = 5_000;
/** What is laid over the earth costs memory by its length, so that must not be much for so few roads. */
const STRETCH_KM_USUAL = 20;
const KM_FREE = 1_000_000;

/** Says what is wrong with the lengths of roads: a spoilt file may lead them round the earth, again and again. */
export function checkLengths(stretches: readonly Stretch[], points: Points): string | undefined {
  let sumKm = 0;
  for (const { osmId, line } of stretches) {
    const km = lineCm(line, points) / CM_PER_KM;
    if (km > STRETCH_KM_MAX) {
      return `Way ${osmId} goes ${Math.round(km)} km without a junction: expected ${STRETCH_KM_MAX} at most`;
    }
    sumKm += km;
  }
  const kmMax = KM_FREE + STRETCH_KM_USUAL * stretches.length;
  if (sumKm <= kmMax) return undefined;
  return `Its ${stretches.length} roads come to ${Math.round(sumKm)} km: expected ${kmMax} at most`;
}
