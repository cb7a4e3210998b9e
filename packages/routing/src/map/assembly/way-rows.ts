import type { WayTable } from "../../graph/road-graph.ts";
import type { Road } from "../tags/read-road.ts";
import { growing } from "../../graph/growing.ts";

/** Collects the ways of a map: those that say the same of the same way of OpenStreetMap share a row. */
export interface WayRows {
  readonly rowOf: (osmId: number, road: Road) => number;
  readonly table: () => { readonly ways: WayTable; readonly names: readonly string[] };
}

/** Begins with no way, and with one name: none. */
export function wayRows(): WayRows {
  const columns = openColumns();
  const names = new Map([["", 0]]);
  const nameOf = (name: string) => {
    const known = names.get(name);
    if (known !== undefined) return known;
    names.set(name, names.size);
    return names.size - 1;
  };
  // What is said of the way at hand; of those before it nothing is asked again.
  let own = {
    osmId: Number.NaN,
    bySight: new Map<Road, number>(),
    byContent: new Map<string, number>(),
  };
  return {
    rowOf(osmId, road) {
      if (osmId !== own.osmId) own = { osmId, bySight: new Map(), byContent: new Map() };
      const seen = own.bySight.get(road);
      if (seen !== undefined) return seen;
      const content = JSON.stringify({ ...road, speed: 0 });
      const row =
        own.byContent.get(content) ??
        columns.add({ osmId, road, name: nameOf(road.name), ref: nameOf(road.ref) });
      own.byContent.set(content, row);
      own.bySight.set(road, row);
      return row;
    },
    table: () => ({ ways: columns.table(), names: [...names.keys()] }),
  };
}

interface Row {
  readonly osmId: number;
  readonly road: Road;
  readonly name: number;
  readonly ref: number;
}

function openColumns() {
  const narrow = () => growing(Uint16Array);
  const osmIds = growing(Float64Array);
  const classes = growing(Uint8Array);
  const [flags, heights, widths, lengths] = [narrow(), narrow(), narrow(), narrow()];
  const [weights, axleLoads, lorrySpeeds] = [narrow(), narrow(), narrow()];
  const [names, refs] = [growing(Uint32Array), growing(Uint32Array)];
  return {
    add({ osmId, road, name, ref }: Row): number {
      osmIds.push(osmId);
      classes.push(road.roadClass);
      flags.push(road.flags);
      heights.push(road.limits.heightCm);
      widths.push(road.limits.widthCm);
      lengths.push(road.limits.lengthCm);
      weights.push(road.limits.weightTenKg);
      axleLoads.push(road.limits.axleLoadTenKg);
      lorrySpeeds.push(road.lorrySpeed);
      names.push(name);
      refs.push(ref);
      return osmIds.length() - 1;
    },
    table: (): WayTable => ({
      osmId: osmIds.whole(),
      roadClass: classes.whole(),
      flags: flags.whole(),
      heightCm: heights.whole(),
      widthCm: widths.whole(),
      lengthCm: lengths.whole(),
      weightTenKg: weights.whole(),
      axleLoadTenKg: axleLoads.whole(),
      lorrySpeed: lorrySpeeds.whole(),
      name: names.whole(),
      ref: refs.whole(),
    }),
  };
}
