import type { WayTable } from "../../graph/road-graph.ts";
import type { Road } from "../tags/read-road.ts";

/** Collects the ways of a map: those that say the same of the same way of OpenStreetMap share a row. */
export interface WayRows {
  readonly rowOf: (osmId: number, road: Road) => number;
  readonly table: () => { readonly ways: WayTable; readonly names: readonly string[] };
}

interface Row {
  readonly osmId: number;
  readonly road: Road;
  readonly name: number;
  readonly ref: number;
}

/** Begins with no way, and with one name: none. */
export function wayRows(): WayRows {
  const rows: Row[] = [];
  const bySight = new Map<Road, number>();
  const byContent = new Map<string, number>();
  const names = new Map([["", 0]]);
  const nameOf = (name: string) => {
    const known = names.get(name);
    if (known !== undefined) return known;
    names.set(name, names.size);
    return names.size - 1;
  };
  return {
    rowOf(osmId, road) {
      const seen = bySight.get(road);
      if (seen !== undefined) return seen;
      const content = `${osmId} ${JSON.stringify({ ...road, speed: 0 })}`;
      const row = byContent.get(content) ?? rows.length;
      if (row === rows.length) {
        rows.push({ osmId, road, name: nameOf(road.name), ref: nameOf(road.ref) });
        byContent.set(content, row);
      }
      bySight.set(road, row);
      return row;
    },
    table: () => ({ ways: tableOf(rows), names: [...names.keys()] }),
  };
}

function tableOf(rows: readonly Row[]): WayTable {
  const narrow = (read: (row: Row) => number) => Uint16Array.from(rows, read);
  return {
    osmId: Float64Array.from(rows, ({ osmId }) => osmId),
    roadClass: Uint8Array.from(rows, ({ road }) => road.roadClass),
    flags: narrow(({ road }) => road.flags),
    heightCm: narrow(({ road }) => road.limits.heightCm),
    widthCm: narrow(({ road }) => road.limits.widthCm),
    lengthCm: narrow(({ road }) => road.limits.lengthCm),
    weightTenKg: narrow(({ road }) => road.limits.weightTenKg),
    axleLoadTenKg: narrow(({ road }) => road.limits.axleLoadTenKg),
    name: Uint32Array.from(rows, ({ name }) => name),
    ref: Uint32Array.from(rows, ({ ref }) => ref),
  };
}
