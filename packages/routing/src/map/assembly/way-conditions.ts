import type { WayTable } from "../../graph/road-graph.ts";
import type { OsmWay } from "../osm/element.ts";
import type { WayCondition } from "../road-map.ts";
import { accessSaid, ACCESS_KEYS } from "../tags/access-of.ts";
import { readConditional } from "../tags/conditional.ts";

/** What changes with the hour on the ways of a table; what speaks of weight is a limit, and stands there. */
export function wayConditions(ways: readonly OsmWay[], table: WayTable): readonly WayCondition[] {
  const rows = Map.groupBy(table.osmId.keys(), (row) => table.osmId[row]!);
  return ways.flatMap(({ id, tags }) =>
    ACCESS_KEYS.flatMap(([key, binds]) =>
      readConditional(tags[`${key}:conditional`] ?? "").flatMap(({ value, when }) => {
        const access = accessSaid(value);
        if (access === undefined || /weight/.test(when)) return [];
        return (rows.get(id) ?? []).map((way) => ({ way, binds, access, when }));
      }),
    ),
  );
}
