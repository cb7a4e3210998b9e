import type { TourTruck } from "@msafara/domain";
import { isRefusal, type Position } from "@msafara/kernel";
import { NEVER } from "../graph/never.ts";
import type { Vehicle } from "../graph/vehicle.ts";
import type { Drive } from "../route/drive.ts";
import type { TourMatrix } from "../tour/problem.ts";
import { placeOn } from "./answer-matrix.ts";
import type { AnswerRoom } from "./answer-room.ts";
import { APART } from "./apart.ts";
import { arrivalClock } from "./arrival-clock.ts";
import type { CostTable } from "./cost-table.ts";
import { layTable, type Standing } from "./lay-table.ts";
import { shareWays } from "./share-ways.ts";
import type { DriveMeant } from "./tariff-desk.ts";
import { largestOf, vehicleMeant } from "./vehicle-meant.ts";

/** What a matrix takes, about: to fit the map to its vehicle, and then to look up each cell. */
const MS_PER_ARC = 0.000_4;
const MS_PER_CELL = 0.001_5;
/** Half of the budget may go into matrices, and a second, which whoever plans tours waits anyway. */
const BUDGET_SHARE = 0.5;
const SPARE_MS = 1_000;
const MS_PER_DS = 100;
const CM_PER_M = 100;

/** A fleet, when it sets out and what it avoids, and all places of its plan. */
export interface FleetAsked {
  readonly trucks: readonly TourTruck[];
  readonly drive: Omit<DriveMeant, "vehicle" | "unit">;
  readonly places: readonly Position[];
  /** How long all of the planning may take. */
  readonly budgetMs: number;
  /** The numbers of those where loads wait or are wanted: any truck may have to drive there. */
  readonly called: readonly number[];
  /** The numbers of those where one truck begins and ends. */
  readonly endsOf: (truck: TourTruck) => readonly number[];
}

/**
 * Lays the matrix by which each truck drives, on roads that it may use; `shareWays` says who shares one. The ways are
 * those of the departure, and take what they take on average over the hours that are left of the shifts. A place that is
 * near none of its roads, or that it never needs, is `APART` from all, itself included.
 */
export function fleetMatrices(
  room: AnswerRoom,
  fleet: FleetAsked,
): ReadonlyMap<TourTruck, TourMatrix> {
  const groups = shareWays(fleet.trucks, (some) => isQuick(room, fleet, some));
  return new Map(
    groups.flatMap((alike) => {
      const matrix = matrixFor(room, fleet, alike);
      return alike.map((truck) => [truck, matrix] as const);
    }),
  );
}

/** Whether a place is near a road of those who drive by a matrix. */
export function isReached({ size, durationMs }: TourMatrix, place: number): boolean {
  return durationMs[place * size + place]! < APART;
}

/** Whether there is time for so many, by reckoning and not by the clock: a question is answered alike on every machine. */
function isQuick(
  room: AnswerRoom,
  fleet: FleetAsked,
  groups: readonly (readonly TourTruck[])[],
): boolean {
  const fitMs = room.roads.graph.arcCount * MS_PER_ARC;
  const eachMs = groups.map((alike) => fitMs + neededBy(fleet, alike).size ** 2 * MS_PER_CELL);
  const allMs = eachMs.reduce((sum, ms) => sum + ms, 0);
  return allMs <= fleet.budgetMs * BUDGET_SHARE + SPARE_MS;
}

function neededBy(
  { called, endsOf }: FleetAsked,
  alike: readonly TourTruck[],
): ReadonlySet<number> {
  return new Set([...called, ...alike.flatMap(endsOf)]);
}

function matrixFor(room: AnswerRoom, fleet: FleetAsked, alike: readonly TourTruck[]): TourMatrix {
  const { drive, places } = fleet;
  const vehicle: Vehicle = largestOf(alike.map((truck) => vehicleMeant(truck.vehicle)));
  // Of a shift that has begun, the rest is driven.
  const shifts = alike.flatMap((truck) =>
    truck.shifts.map(({ from, until }) => ({ from: Math.max(from, drive.departAt), until })),
  );
  const clockOn = (driven: Drive) =>
    arrivalClock(room, driven, { departAt: drive.departAt, hours: shifts });
  return room.tariffs.useSums({ ...drive, vehicle, unit: "time" }, clockOn, (tariff, sums) => {
    const found: Standing[] = [];
    const numbers: number[] = [];
    for (const number of neededBy(fleet, alike)) {
      const position = places[number]!;
      const place = placeOn(room, tariff, position);
      if (isRefusal(place)) continue;
      found.push({ position, place });
      numbers.push(number);
    }
    const table = layTable(room.roads, { tariff, sums, from: found, to: found });
    return spreadOut(table, { numbers, size: places.length });
  });
}

/** A table of some of the places as a matrix of all. */
function spreadOut(
  { distanceCm, durationDs }: CostTable,
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
