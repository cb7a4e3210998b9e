import type { MatrixFound, MatrixQuestion, RoadsRefusal } from "@msafara/domain";
import { type Instant, isRefusal, type Position } from "@msafara/kernel";
import { NEVER } from "../graph/never.ts";
import type { Tariff } from "../route/tariff.ts";
import type { NoRoadNear } from "../snap/open-snap.ts";
import type { Phantom } from "../snap/phantom.ts";
import { type AnswerRoom, driveMeant, inE7 } from "./answer-room.ts";
import { costTable } from "./cost-table.ts";
import { refuseWay } from "./refuse-way.ts";

const CM_PER_M = 100;
const DS_PER_S = 10;

/** How far and how long from each origin to each destination; a place without a road is refused, with its number. */
export function answerMatrix(
  room: AnswerRoom,
  asked: MatrixQuestion,
  now: Instant,
): MatrixFound | RoadsRefusal {
  const { kind } = asked.vehicle;
  return room.tariffs.useSums(driveMeant(asked, now), (tariff, sums) => {
    const places: Record<"origins" | "destinations", Phantom[]> = { origins: [], destinations: [] };
    for (const side of ["origins", "destinations"] as const) {
      for (const [stop, position] of asked[side].entries()) {
        const place = placeOn(room, tariff, position);
        if (isRefusal(place)) return refuseWay(place, { stop, of: side }, kind);
        places[side].push(place);
      }
    }
    const { origins: from, destinations: to } = places;
    const table = costTable(room.roads, { tariff, sums, from, to });
    const rows = (cells: Int32Array, per: number) =>
      from.map((_, row) => {
        const cut = [...cells.subarray(row * to.length, (row + 1) * to.length)];
        return cut.map((cell) => (cell >= NEVER ? null : Math.round(cell / per)));
      });
    return {
      ...room.basis,
      distanceM: rows(table.distanceCm, CM_PER_M),
      durationS: rows(table.durationDs, DS_PER_S),
    };
  });
}

/** Where a place meets a road that this drive may use. */
export function placeOn(
  { roads }: AnswerRoom,
  { cost }: Pick<Tariff, "cost">,
  position: Position,
): Phantom | NoRoadNear {
  return roads.snap(inE7(position), { cost });
}
