import { type RoadGraph, WAY_FLAGS } from "../graph/road-graph.ts";
import { tailsOf } from "../graph/network.ts";

/** A street: the arcs of one name that lie near each other. */
export interface Street {
  readonly name: string;
  readonly ref: string;
  /** Degrees times 10⁷: where its longest piece begins. */
  readonly lat: number;
  readonly lng: number;
  readonly roadClass: number;
  readonly lengthCm: number;
  readonly generated: boolean;
}

/** About five kilometres: streets of one name farther apart are two. */
const CELL_E7 = 450_000;

/** The named streets of a map; a name that comes again in another quarter is another street. */
export function streetsOf(graph: RoadGraph): readonly Street[] {
  const { names, ways, way } = graph;
  const tail = tailsOf(graph);
  const streets = new Map<string, Street & { readonly longestCm: number }>();
  for (let arc = 0; arc < graph.arcCount; arc++) {
    const row = way[arc]!;
    const name = ways.name[row]! || ways.ref[row]!;
    // Of two directions one is enough.
    if (name === 0 || graph.twin[arc]! < arc) continue;
    const [lat, lng] = [graph.lat[tail[arc]!]!, graph.lng[tail[arc]!]!];
    const key = `${name} ${Math.floor(lat / CELL_E7)} ${Math.floor(lng / CELL_E7)}`;
    const known = streets.get(key);
    const lengthCm = graph.lengthCm[arc]!;
    if (known !== undefined && known.longestCm >= lengthCm) {
      streets.set(key, { ...known, lengthCm: known.lengthCm + lengthCm });
      continue;
    }
    streets.set(key, {
      name: names[name]!,
      ref: names[ways.ref[row]!]!,
      lat,
      lng,
      roadClass: ways.roadClass[row]!,
      lengthCm: (known?.lengthCm ?? 0) + lengthCm,
      longestCm: lengthCm,
      generated: (ways.flags[row]! & WAY_FLAGS.generated) !== 0,
    });
  }
  return [...streets.values()];
}
