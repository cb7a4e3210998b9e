import { lineCm } from "./line-cm.ts";
import { type Points, pointsOf, type Stretches } from "./stretch.ts";

const CM_PER_KM = 100_000;
/** Ferries cross oceans in a line of few points; nothing goes farther without meeting anything. */
const STRETCH_KM_MAX = 5_000;
/** What is laid over the earth costs memory by its length, so that must not be much for so few roads. */
const STRETCH_KM_USUAL = 20;
const KM_FREE = 1_000_000;

/** Says what is wrong with the lengths of roads: a spoilt file may lead them round the earth, again and again. */
export function checkLengths(stretches: Stretches, points: Points): string | undefined {
  let sumKm = 0;
  for (let i = 0; i < stretches.count; i++) {
    const km = lineCm(pointsOf(stretches, i), points) / CM_PER_KM;
    if (km > STRETCH_KM_MAX) {
      return `Way ${stretches.osmId[i]} goes ${Math.round(km)} km without a junction: expected ${STRETCH_KM_MAX} at most`;
    }
    sumKm += km;
  }
  const kmMax = KM_FREE + STRETCH_KM_USUAL * stretches.count;
  if (sumKm <= kmMax) return undefined;
  return `Its ${stretches.count} roads come to ${Math.round(sumKm)} km: expected ${kmMax} at most`;
}
