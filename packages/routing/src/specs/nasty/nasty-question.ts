import { USUAL_VEHICLES, type Vehicle, VEHICLE_KINDS } from "../../graph/vehicle.ts";
import type { Avoid, Drive } from "../../route/drive.ts";
import type { RouteAsked, RouteStop } from "../../route/open-router.ts";
import { lineOf } from "./judge-roads.ts";
import { type Luck, luckOf } from "./luck.ts";
import type { NastyWorld } from "./nasty-world.ts";

/** Who drives in a nasty world, and what he asks. */
export interface NastyQuestion {
  readonly drive: Drive;
  readonly asked: RouteAsked;
}

/** Makes up a question from one number. */
export function nastyQuestion({ map }: NastyWorld, seed: number): NastyQuestion {
  const luck = luckOf(seed);
  const { below, odds, pick } = luck;
  const { arcCount, speed } = map.graph;
  const tail = [...map.graph.lat.keys()].flatMap((node) =>
    Array.from({ length: map.graph.firstArc[node + 1]! - map.graph.firstArc[node]! }, () => node),
  );
  const avoid = () => (odds(0.4) ? { avoid: avoidOf(luck, { map, tail }) } : {});
  const drive: Drive = {
    vehicle: vehicleOf(luck),
    unit: pick(["time", "distance"]),
    ...(odds(0.5) ? { moment: { weekday: below(7), minute: below(1_440) } } : {}),
    ...(odds(0.3)
      ? { speedNow: speed.map((free) => (odds(0.5) ? free : pick([0, 30, 400, 999]))) }
      : {}),
    ...avoid(),
  };
  const stops = Array.from({ length: arcCount === 0 ? 0 : pick([2, 2, 2, 3, 4]) }, () =>
    stopOf(luck, { map, tail }),
  );
  const asked: RouteAsked = {
    stops,
    ...avoid(),
    ...(odds(0.2) ? { mayTurnRound: true } : {}),
    ...(odds(0.4) ? { alternatives: true } : {}),
  };
  return { drive, asked };
}

interface Ground {
  readonly map: NastyWorld["map"];
  readonly tail: readonly number[];
}

function vehicleOf({ odds, pick }: Luck): Vehicle {
  const usual = USUAL_VEHICLES[pick(VEHICLE_KINDS)];
  return {
    ...usual,
    ...(odds(0.2) ? { heightCm: 400 } : {}),
    ...(odds(0.2) ? { weightKg: 7_500 } : {}),
    ...(odds(0.1) ? { topSpeedKmh: 25 } : {}),
    isHazardous: odds(0.2),
  };
}

function avoidOf(luck: Luck, { map: { graph }, tail }: Ground): Avoid {
  const { below, odds } = luck;
  const arcs = Array.from({ length: below(4) }, () => below(graph.arcCount));
  const areas = Array.from({ length: below(3) }, () => {
    const { lat, lng } = pointOn(luck, { map: { graph }, tail });
    const [high, wide] = [below(3_000), below(3_000)];
    return { southWest: { lat, lng }, northEast: { lat: lat + high, lng: lng + wide } };
  });
  return {
    ...(odds(0.4) ? { tolls: true } : {}),
    ...(odds(0.4) ? { ferries: odds(0.7) } : {}),
    ...(odds(0.5) ? { areas } : {}),
    ...(odds(0.5) ? { closed: new Set(graph.arcCount === 0 ? [] : arcs) } : {}),
  };
}

/** Somewhere along a road, its ends included. */
function pointOn(
  { below, dice, odds, pick }: Luck,
  { map, tail }: { readonly map: Pick<Ground["map"], "graph">; readonly tail: readonly number[] },
) {
  const arc = below(map.graph.arcCount);
  const line = lineOf(map.graph, tail[arc]!, arc);
  const at = below(line.length - 1);
  const share = odds(0.2) ? pick([0, 1]) : dice();
  const [from, to] = [line[at]!, line[at + 1]!];
  return {
    lat: Math.round(from.lat + share * (to.lat - from.lat)),
    lng: Math.round(from.lng + share * (to.lng - from.lng)),
  };
}

function stopOf(luck: Luck, ground: Ground): RouteStop {
  const { below, odds, pick } = luck;
  const { lat, lng } = pointOn(luck, ground);
  const off = () => (odds(0.3) ? 0 : below(800) - 400);
  return {
    position: { lat: (lat + off()) / 1e7, lng: (lng + off()) / 1e7 },
    ...(odds(0.15) ? { headingDegrees: below(360) } : {}),
    ...(odds(0.15) ? { kerb: pick(["left", "right"] as const) } : {}),
    ...(odds(0.1) ? { withinM: pick([5, 50, 500]) } : {}),
  };
}
