import type { MatrixFound, MatrixQuestion, RoadsRefusal } from "@msafara/domain";
import { type Instant, isRefusal, type Position } from "@msafara/kernel";
import { NEVER } from "../graph/never.ts";
import type { Drive } from "../route/drive.ts";
import type { Tariff } from "../route/tariff.ts";
import type { NoRoadNear } from "../snap/open-snap.ts";
import type { Phantom } from "../snap/phantom.ts";
import { type AnswerRoom, driveMeant, inE7 } from "./answer-room.ts";
import { drivingClock } from "./arrival-clock.ts";
import { layTable, type Standing } from "./lay-table.ts";
import { refuseWay } from "./refuse-way.ts";

const CM_PER_M = 100;
const DS_PER_S = 10;

/** A place on its road; nothing, where all roads near it are closed to this drive. */
type Place = Standing | undefined;

/**
 * How far and how long from each origin to each destination. A place without a road is refused, with its number; to one
 * whose roads are closed to this drive no way leads, and all others have theirs.
 */
export function answerMatrix(
  room: AnswerRoom,
  asked: MatrixQuestion,
  now: Instant,
): MatrixFound | RoadsRefusal {
  const { kind } = asked.vehicle;
  const meant = driveMeant(asked, now);
  const clockOn = (drive: Drive) => drivingClock(room.roads, drive);
  return room.tariffs.useSums(meant, clockOn, (tariff, sums) => {
    const places: Record<"origins" | "destinations", Place[]> = { origins: [], destinations: [] };
    for (const side of ["origins", "destinations"] as const) {
      for (const [stop, position] of asked[side].entries()) {
        const place = placeOn(room, tariff, position);
        const isRefused = isRefusal(place);
        if (isRefused && place.facts["why"] !== "closed") {
          return refuseWay(place, { stop, of: side }, kind);
        }
        places[side].push(isRefused ? undefined : { position, place });
      }
    }
    const from = openSide(places.origins);
    const to = openSide(places.destinations);
    const table = layTable(room.roads, { tariff, sums, from: from.places, to: to.places });
    const rows = (cells: Int32Array, per: number) =>
      from.numbers.map((row) =>
        to.numbers.map((column) => {
          if (row === undefined || column === undefined) return null;
          const cell = cells[row * to.places.length + column]!;
          return cell >= NEVER ? null : Math.round(cell / per);
        }),
      );
    return {
      ...room.basis,
      distanceM: rows(table.distanceCm, CM_PER_M),
      durationS: rows(table.durationDs, DS_PER_S),
    };
  });
}

/** The places that a way may lead to, and of each that was asked for its number among them. */
function openSide(all: readonly Place[]) {
  const places = all.filter((place) => place !== undefined);
  let next = 0;
  return { places, numbers: all.map((place) => (place === undefined ? undefined : next++)) };
}

/** Where a place meets a road that this drive may use. */
export function placeOn(
  { roads }: AnswerRoom,
  { cost }: Pick<Tariff, "cost">,
  position: Position,
): Phantom | NoRoadNear {
  return roads.snap(inE7(position), { cost });
}
