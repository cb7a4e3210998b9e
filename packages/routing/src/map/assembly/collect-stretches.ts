import type { Road } from "../tags/read-road.ts";
import { growing } from "../../graph/growing.ts";
import { type Lanes, NO_ROW, type Stretch, type Stretches } from "./stretch.ts";
import { wayRows } from "./way-rows.ts";

/** Takes stretches one after the other, and keeps them as columns. */
export interface StretchCollector {
  /** The stretches of a way come one behind the other: then they share what is said of it. */
  readonly add: (stretch: Stretch) => void;
  readonly finish: () => Stretches;
}

/** Begins without a stretch. */
export function collectStretches(): StretchCollector {
  const osmIds = growing(Float64Array);
  const [first, points] = [growing(Uint32Array), growing(Uint32Array)];
  const rows = wayRows();
  const rowOf = (osmId: number, road: Road | undefined) =>
    road === undefined ? NO_ROW : rows.rowOf(osmId, road);
  const [forwards, backwards] = [openLanes(), openLanes()];
  return {
    add({ osmId, line, forward, backward }) {
      osmIds.push(osmId);
      first.push(points.length());
      for (const point of line) points.push(point);
      forwards.add(rowOf(osmId, forward), forward);
      backwards.add(rowOf(osmId, backward), backward);
    },
    finish() {
      first.push(points.length());
      return {
        count: osmIds.length(),
        osmId: osmIds.whole(),
        first: first.whole(),
        point: points.whole(),
        forward: forwards.finish(),
        backward: backwards.finish(),
        ...rows.table(),
      };
    },
  };
}

function openLanes() {
  const [rows, speeds] = [growing(Uint32Array), growing(Uint16Array)];
  return {
    add(row: number, road: Road | undefined): void {
      rows.push(row);
      speeds.push(road?.speed ?? 0);
    },
    finish: (): Lanes => ({ row: rows.whole(), speed: speeds.whole() }),
  };
}
