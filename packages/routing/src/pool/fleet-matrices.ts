import type { TourTruck } from "@msafara/domain";
import { isRefusal, type Position } from "@msafara/kernel";
import { NEVER } from "../graph/never.ts";
import type { Vehicle } from "../graph/vehicle.ts";
import type { Phantom } from "../snap/phantom.ts";
import type { TourMatrix } from "../tour/problem.ts";
import { placeOn } from "./answer-matrix.ts";
import type { AnswerRoom } from "./answer-room.ts";
import { APART } from "./apart.ts";
import { costTable } from "./cost-table.ts";
import { meanDrive } from "./mean-drive.ts";
import type { DriveMeant } from "./tariff-desk.ts";
import { largestOf, vehicleMeant } from "./vehicle-meant.ts";
import { wayOfSlots } from "./way-sums.ts";

/** So many different vehicles have a matrix of their own; of more, those of one kind share that of their largest. */
const MATRICES_MAX = 8;
const MS_PER_DS = 100;
const CM_PER_M = 100;

/** A fleet, when it sets out and what it avoids, and all places of its plan. */
export interface FleetAsked {
  readonly trucks: readonly TourTruck[];
  readonly drive: Omit<DriveMeant, "vehicle" | "unit">;
  readonly places: readonly Position[];
  /** The numbers of those that a truck may have to drive to. */
  readonly neededBy: (truck: TourTruck) => readonly number[];
}

/**
 * Lays the matrix by which each truck drives, on roads that it may use; vehicles that are alike share one. The ways are
 * those of the departure, and take what they take on average over the hours that are left of the shifts. A place that is near none of
 * its roads, or that it never needs, is `APART` from all, itself included.
 */
export function fleetMatrices(
  room: AnswerRoom,
  fleet: FleetAsked,
): ReadonlyMap<TourTruck, TourMatrix> {
  return new Map(
    alikeIn(fleet.trucks).flatMap((alike) => {
      const matrix = matrixFor(room, fleet, alike);
      return alike.map((truck) => [truck, matrix] as const);
    }),
  );
}

/** Whether a place is near a road of those who drive by a matrix. */
export function isReached({ size, durationMs }: TourMatrix, place: number): boolean {
  return durationMs[place * size + place]! < APART;
}

/** Trucks by the ways that they drive. */
function alikeIn(trucks: readonly TourTruck[]): readonly (readonly TourTruck[])[] {
  const byVehicle = Map.groupBy(trucks, ({ vehicle }) => JSON.stringify(vehicleMeant(vehicle)));
  if (byVehicle.size <= MATRICES_MAX) return [...byVehicle.values()];
  return [...Map.groupBy(trucks, ({ vehicle }) => vehicle.kind).values()];
}

function matrixFor(
  room: AnswerRoom,
  { drive, places, neededBy }: FleetAsked,
  alike: readonly TourTruck[],
): TourMatrix {
  const vehicle: Vehicle = largestOf(alike.map((truck) => vehicleMeant(truck.vehicle)));
  // Of a shift that has begun, the rest is driven.
  const shifts = alike.flatMap((truck) =>
    truck.shifts.map(({ from, until }) => ({ from: Math.max(from, drive.departAt), until })),
  );
  return room.tariffs.useSums({ ...drive, vehicle, unit: "time" }, (fitted, sumsThen) => {
    const mean = meanDrive(room, fitted.drive, shifts);
    const tariff = { ...fitted, drive: mean };
    const sums = mean === fitted.drive ? sumsThen : wayOfSlots(room.roads, tariff);
    const found: Phantom[] = [];
    const numbers: number[] = [];
    for (const number of new Set(alike.flatMap(neededBy))) {
      const place = placeOn(room, tariff, places[number]!);
      if (isRefusal(place)) continue;
      found.push(place);
      numbers.push(number);
    }
    const table = costTable(room.roads, { tariff, sums, from: found, to: found });
    return spreadOut(table, { numbers, size: places.length });
  });
}

/** A table of some of the places as a matrix of all. */
function spreadOut(
  { distanceCm, durationDs }: ReturnType<typeof costTable>,
  { numbers, size }: { readonly numbers: readonly number[]; readonly size: number },
): TourMatrix {
  const durationMs = new Int32Array(size * size).fill(APART);
  const distanceM = new Int32Array(size * size).fill(APART);
  for (const [row, from] of numbers.entries()) {
    for (const [column, to] of numbers.entries()) {
      const cell = row * numbers.length + column;
      if (durationDs[cell]! >= NEVER) continue;
      durationMs[from * size + to] = Math.round(durationDs[cell]! * MS_PER_DS);
      distanceM[from * size + to] = Math.round(distanceCm[cell]! / CM_PER_M);
    }
  }
  return { size, durationMs, distanceM };
}
