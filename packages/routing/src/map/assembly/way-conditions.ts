import type { WayTable } from "../../graph/road-graph.ts";
import type { WayCondition } from "../road-map.ts";
import { conditionsOf } from "../tags/conditions-of.ts";
import type { RoadLines } from "./collect-lines.ts";
import { firstFrom } from "../../graph/place-in.ts";

/** What changes with the hour on the ways of a table. */
export function wayConditions(lines: RoadLines, table: WayTable): readonly WayCondition[] {
  const conditions: WayCondition[] = [];
  for (let line = 0; line < lines.count; line++) {
    const said = conditionsOf(lines.tagsOf(line));
    if (said.length === 0) continue;
    const rows = rowsOf(table, lines.id[line]!);
    conditions.push(...said.flatMap((one) => rows.map((way) => ({ way, ...one }))));
  }
  return conditions;
}

/** The rows of a way: they stand by its number, one behind the other. */
function rowsOf({ osmId }: WayTable, id: number): readonly number[] {
  const rows: number[] = [];
  for (let row = firstFrom(osmId, id); osmId[row] === id; row++) rows.push(row);
  return rows;
}
