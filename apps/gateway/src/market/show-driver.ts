import type { AnswerOf, ROUTES } from "@msafara/contracts";
import type { DriverRow } from "@msafara/domain";
import type { Position } from "@msafara/kernel";
import { defined } from "./defined.ts";
import { nameReference } from "./name-reference.ts";

type Shown = AnswerOf<(typeof ROUTES)["readDriver"]>[200];
type Shift = AnswerOf<(typeof ROUTES)["setAvailability"]>[200];

/** A driver as he sees himself. */
export function showDriver(row: DriverRow, name: string): Shown {
  const { driverId, phase, available, vehicle, licence, papers, policy } = row;
  return defined({
    id: driverId,
    reference: nameReference("DRV", driverId),
    name,
    state: phase,
    available,
    position: positionOf(row),
    vehicle,
    licence,
    documents: [...papers],
    policy,
    // Nobody has rated a newcomer, which is not the same as badly.
    rating: row.ratingBp === 0 ? null : row.ratingBp,
    onTime: row.onTimeBp,
    updatedAt: row.changedAt,
  });
}

/** How a driver stands after he went on shift or off it. */
export function showShift(row: DriverRow): Shift {
  const { available, phase: state, since } = row;
  return defined({ available, state, position: positionOf(row), since: since ?? undefined });
}

function positionOf({ lat = null, lng = null }: Partial<DriverRow>): Position | undefined {
  return lat === null || lng === null ? undefined : { lat, lng };
}
