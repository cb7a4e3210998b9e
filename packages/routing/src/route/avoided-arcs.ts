import { WAY_FLAGS } from "../graph/road-graph.ts";
import { SIGNS_FOR } from "../graph/road-users.ts";
import { boundAs } from "../graph/vehicle.ts";
import type { Drive } from "./drive.ts";
import { arcsInside, type Ground } from "./obstacle.ts";

/** Which arcs somebody avoids: 1 for each that he does. */
export function avoidedArcs(
  ground: Ground,
  { vehicle, avoid }: Required<Pick<Drive, "vehicle" | "avoid">>,
): Uint8Array {
  const { graph } = ground;
  const shut = new Uint8Array(graph.arcCount);
  const { toll } = SIGNS_FOR[boundAs(vehicle)];
  const flags = (avoid.tolls === true ? toll : 0) | (avoid.ferries === true ? WAY_FLAGS.ferry : 0);
  if (flags !== 0) {
    for (let arc = 0; arc < shut.length; arc++) {
      if ((graph.ways.flags[graph.way[arc]!]! & flags) !== 0) shut[arc] = 1;
    }
  }
  for (const arc of avoid.closed ?? []) shut[arc] = 1;
  for (const arc of arcsInside(ground, avoid.areas ?? [])) shut[arc] = 1;
  return shut;
}
