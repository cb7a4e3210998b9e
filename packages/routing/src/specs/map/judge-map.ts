import { isRefusal } from "@msafara/kernel";
import { openGeocoder } from "../../geocode/open-geocoder.ts";
import { checkRoadGraph } from "../../graph/check-road-graph.ts";
import { USUAL_VEHICLES } from "../../graph/vehicle.ts";
import { assembleRoads } from "../../map/assemble-roads.ts";
import { openMapFile, writeMapFile } from "../../map/map-file.ts";
import type { RoadMap } from "../../map/road-map.ts";
import { openRouter } from "../../route/open-router.ts";
import { openRoads } from "../../route/roads.ts";
import { chunks } from "./chunks.ts";

const E7 = 10_000_000;
const CHUNK_BYTES = 4_096;

/**
 * What became of a file: "a map" that was driven on, or the sentence with which it was refused. Whatever else
 * comes of it, such as an error or a map that contradicts itself, is thrown.
 */
export async function judgeMap(bytes: Uint8Array): Promise<string> {
  const map = await assembleRoads(() => chunks(bytes, CHUNK_BYTES), { version: "spoilt" });
  if (isRefusal(map)) return sentenceOf(map.facts["why"]);
  const wrong = checkRoadGraph(map.graph);
  if (wrong.length > 0) throw new TypeError(`A map was made that is none: ${wrong[0]}`);
  const kept = openMapFile(writeMapFile(map));
  if (isRefusal(kept))
    throw new TypeError(`A map was made that cannot be kept: ${kept.facts["why"]}`);
  driveOn(kept);
  return "a map";
}

/** What becomes of the bytes of a map file. */
export function judgeMapFile(bytes: Uint8Array): string {
  const map = openMapFile(bytes);
  if (isRefusal(map)) return sentenceOf(map.facts["why"]);
  driveOn(map);
  return "a map";
}

function sentenceOf(why: unknown): string {
  const said = String(why);
  if (!/^[A-Z].{8,}/su.test(said)) throw new TypeError(`A refusal says "${said}"`);
  return said;
}

/** From the first junction to the last and back; who gets nowhere must be told why. */
function driveOn(map: RoadMap): void {
  const { lat, lng, nodeCount } = map.graph;
  const at = (node: number) => ({ position: { lat: lat[node]! / E7, lng: lng[node]! / E7 } });
  const router = openRouter(openRoads(map), { vehicle: USUAL_VEHICLES.car, unit: "time" });
  for (const [from, to] of [
    [0, nodeCount - 1],
    [nodeCount - 1, 0],
  ] as const) {
    const answer = router.route({ stops: [at(from), at(to)] });
    if (isRefusal(answer)) continue;
    const { distanceCm, durationDs } = answer.routes[0];
    if (!(distanceCm >= 0 && durationDs >= 0))
      throw new TypeError(`${distanceCm} cm, ${durationDs} ds`);
  }
  const geocoder = openGeocoder(map);
  geocoder.search("East Street");
  geocoder.reverse(at(0).position);
}
