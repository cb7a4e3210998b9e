import type { VehicleKind } from "../graph/vehicle.ts";
import type { WeekMoment } from "../map/tags/week-hours.ts";
import type { EtaLeg } from "./eta-leg.ts";
import { type EtaModel, knowledgeOf, reckon } from "./eta-model.ts";

/** From how many arrivals on something is known, and from how many it is known well. */
const SOME = 30;
const MANY = 300;

/** A trip before it is driven: what drives it, and when it starts. */
export interface EtaTrip {
  readonly kind: VehicleKind;
  readonly start: WeekMoment;
  readonly legs: readonly EtaLeg[];
}

/** When a truck will be at a stop: as likely before as after, and nine times of ten before. */
export interface Eta {
  readonly medianMs: number;
  readonly p90Ms: number;
  /** How much the model has seen of arrivals like this one. */
  readonly knows: "little" | "some" | "well";
}

/** U103, U107: foretells the arrival at each stop of a trip, milliseconds after it starts. Later stops never come earlier. */
export function foretell(model: EtaModel, { kind, start, legs }: EtaTrip): readonly Eta[] {
  const known = knowledgeOf(model, kind);
  let [medianMs, p90Ms] = [0, 0];
  return reckon(known, start, legs).map(({ arriveMs, stayedMs, spread }) => {
    const { median, p90, count } = known.spreads[spread]!;
    const movingMs = arriveMs - stayedMs;
    medianMs = Math.max(medianMs, stayedMs + Math.round(movingMs * median));
    p90Ms = Math.max(p90Ms, medianMs, stayedMs + Math.round(movingMs * p90));
    return { medianMs, p90Ms, knows: knowsFrom(count) };
  });
}

function knowsFrom(count: number): Eta["knows"] {
  if (count < SOME) return "little";
  return count < MANY ? "some" : "well";
}
