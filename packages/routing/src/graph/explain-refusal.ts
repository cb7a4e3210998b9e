import { limitOn, type RoadLimit } from "./limit-on.ts";
import type { RoadGraph } from "./road-graph.ts";
import type { Vehicle } from "./vehicle.ts";

/** Why a vehicle may not drive a road, and which road that is. */
export type RoadRefusal = RoadLimit & {
  readonly osmId: number;
  readonly name: string;
  readonly ref: string;
};

/**
 * Says which roads along these arcs refuse a vehicle and why, each road once, in order. Asked about the way that
 * anybody else would take, it tells why there is none for this one.
 */
export function explainRefusal(
  { way, ways, names }: RoadGraph,
  { arcs, vehicle }: { readonly arcs: readonly number[]; readonly vehicle: Vehicle },
): readonly RoadRefusal[] {
  const met = new Set(arcs.map((arc) => way[arc]!));
  return [...met].flatMap((at) => {
    const limit = limitOn(ways, { way: at, vehicle });
    if (limit === undefined) return [];
    const road = {
      osmId: ways.osmId[at]!,
      name: names[ways.name[at]!] ?? "",
      ref: names[ways.ref[at]!] ?? "",
    };
    return [{ ...limit, ...road }];
  });
}
