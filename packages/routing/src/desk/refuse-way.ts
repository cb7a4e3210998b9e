import type { RoadObstacle, RoadsRefusal } from "@msafara/domain";
import { refuse } from "@msafara/kernel";
import type { Vehicle } from "../graph/vehicle.ts";
import type { NoWay } from "../route/explain-no-way.ts";
import type { Obstacle } from "../route/obstacle.ts";
import { sayObstacle } from "../route/say-obstacle.ts";
import type { NoRoadNear } from "../snap/open-snap.ts";

const CM_PER_M = 100;

/** Says why there is no way, with every obstacle in both languages, and which stop is to blame. */
export function refuseWay(
  why: NoWay | NoRoadNear,
  stop: Readonly<Record<string, string | number>>,
  kind: Vehicle["kind"],
): RoadsRefusal {
  if (!("obstacles" in why)) return refuse("no-road-near", { ...why.facts, ...stop });
  const obstacles = why.obstacles.map((obstacle) => obstacleTold(obstacle, kind));
  return { ...refuse("no-way", { ...why.facts, ...stop }), obstacles };
}

function obstacleTold(obstacle: Obstacle, kind: Vehicle["kind"]): RoadObstacle {
  const { limit, osmId, name, ref } = obstacle;
  return {
    limit,
    osmId,
    name: name || ref,
    ...figuresOf(obstacle),
    said: {
      en: sayObstacle(obstacle, { kind, language: "en" }),
      sw: sayObstacle(obstacle, { kind, language: "sw" }),
    },
  };
}

/** Metres and kilograms, as vehicles are told. */
function figuresOf(obstacle: Obstacle): Pick<RoadObstacle, "allowed" | "actual"> {
  if ("limitCm" in obstacle) {
    return { allowed: obstacle.limitCm / CM_PER_M, actual: obstacle.vehicleCm / CM_PER_M };
  }
  if ("limitKg" in obstacle) return { allowed: obstacle.limitKg, actual: obstacle.vehicleKg };
  return {};
}
