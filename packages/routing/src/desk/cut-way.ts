import type { Vehicle } from "../graph/vehicle.ts";
import { clockOf } from "../route/clock-of.ts";
import type { Way, WayPiece } from "../route/find-way.ts";
import type { Roads } from "../route/roads.ts";

const MS_PER_DS = 100;
/** A way is foretold in parts that are driven in so long on free roads: of a long one the rush hour is a part. */
const PART_MS = 1_800_000;

/** Cuts a way into parts that are driven in half an hour at most on free roads, in order; together they are the way. */
export function cutWay(
  { graph }: Pick<Roads, "graph">,
  vehicle: Vehicle,
  way: Way,
): readonly Way[] {
  const clock = clockOf(graph, { vehicle, unit: "time" });
  const timeOf = ({ arc, fromCm, toCm }: WayPiece) =>
    (clock(arc) * (toCm - fromCm)) / Math.max(1, graph.lengthCm[arc]!);
  const allDs = way.pieces.reduce((sum, piece) => sum + timeOf(piece), 0);
  const count = Math.max(1, Math.ceil((allDs * MS_PER_DS) / PART_MS));
  const parts: WayPiece[][] = [[]];
  let doneDs = 0;
  for (const piece of way.pieces) {
    let rest = piece;
    let restDs = timeOf(rest);
    // A ferry takes hours, and is one piece.
    for (;;) {
      const roomDs = (parts.length * allDs) / count - doneDs;
      if (restDs <= roomDs || parts.length === count) break;
      const atCm = rest.fromCm + Math.floor(((rest.toCm - rest.fromCm) * roomDs) / restDs);
      if (atCm > rest.fromCm) parts.at(-1)!.push({ ...rest, toCm: atCm });
      rest = { ...rest, fromCm: atCm };
      restDs -= roomDs;
      doneDs += roomDs;
      parts.push([]);
    }
    parts.at(-1)!.push(rest);
    doneDs += restDs;
  }
  return parts.map((pieces) => ({ ...way, pieces }));
}
