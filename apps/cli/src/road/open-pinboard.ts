import { type Instant, isRefusal, type Position } from "@msafara/kernel";
import type { NoRoadNear, OpenLoad, Phantom, Roads, Tariff } from "@msafara/routing";
import type { Hours, WrittenLoad } from "./read-loads.ts";

const E7 = 10_000_000;
const CENTS = 100;
/** What loading and unloading take. */
const SERVICE_MS = 30 * 60_000;

/** Where places meet the roads that one vehicle may drive. */
export interface Pinboard {
  readonly place: (position: Position) => Phantom | NoRoadNear;
  /** Those that lie off the roads are left out. */
  readonly pin: (loads: readonly WrittenLoad[]) => readonly OpenLoad[];
}

/** Opens a pinboard for a vehicle, and for the hour from which its day is counted. */
export function openPinboard(
  roads: Roads,
  { tariff, zeroAt }: { readonly tariff: Tariff; readonly zeroAt: Instant },
): Pinboard {
  const place = ({ lat, lng }: Position) => {
    const point = { lat: Math.round(lat * E7), lng: Math.round(lng * E7) };
    return roads.snap(point, { cost: tariff.cost });
  };
  const callAt = (at: Phantom, hours: Hours | undefined) => ({
    place: at,
    serviceMs: SERVICE_MS,
    ...(hours && { windows: [{ fromMs: hours[0] - zeroAt, untilMs: hours[1] - zeroAt }] }),
  });
  return {
    place,
    pin: (loads) =>
      loads.flatMap(({ id, pickup, drop, payKes, weightKg, pickupHours, dropHours }) => {
        const [from, to] = [place(pickup.position), place(drop.position)];
        if (isRefusal(from) || isRefusal(to)) return [];
        const payCents = Math.round(payKes * CENTS);
        const calls = { pickup: callAt(from, pickupHours), drop: callAt(to, dropHours) };
        return [{ id, ...calls, payCents, load: [weightKg] }];
      }),
  };
}
