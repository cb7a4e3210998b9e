import { type ForUsers, forUsers, ROAD_USERS } from "../../graph/road-users.ts";
import type { Tags } from "../osm/element.ts";
import { type Access, accessOf, paysOn } from "./access-of.ts";
import { type Limits, limitsOf, strictest } from "./limits-of.ts";

/** What stands in the road. `passes` says who gets by. */
export interface Barrier {
  readonly passes: ForUsers<Access>;
  readonly limits: Limits;
  /** Who pays to drive past it. */
  readonly hasToll: ForUsers<boolean>;
  /** Whether one waits at it to be let into a country. */
  readonly isBorder: boolean;
}

/** A post at a border that everybody passes in the end. */
export const BORDER_POST: Tags = { barrier: "border_control" };

/** What no motor vehicle passes unless a tag says that it does; a gate is open unless one says otherwise. */
const WALLS = new Set([
  "block",
  "bollard",
  "bus_trap",
  "chain",
  "cycle_barrier",
  "debris",
  "ditch",
  "fence",
  "jersey_barrier",
  "kerb",
  "kissing_gate",
  "log",
  "motorcycle_barrier",
  "planter",
  "rope",
  "sump_buster",
  "stile",
  "turnstile",
  "wall",
]);

/** What a node does to those who drive over it; nothing when it does nothing. */
export function barrierOf(tags: Tags): Barrier | undefined {
  const kind = tags["barrier"];
  if (kind === undefined && tags["maxheight"] === undefined) return undefined;
  const otherwise: Access = WALLS.has(kind ?? "") ? "no" : "yes";
  // Where only a pedestrian's "access" is written, the thing itself decides.
  const barrier: Barrier = {
    passes: forUsers((user) => accessOf(tags, { user, direction: "forward" }) ?? otherwise),
    limits: limitsOf(tags, "forward"),
    hasToll: forUsers((user) => kind === "toll_booth" && paysOn(tags, user) !== false),
    isBorder: kind === BORDER_POST["barrier"],
  };
  return changesNothing(barrier) ? undefined : barrier;
}

function changesNothing({ passes, limits, hasToll, isBorder }: Barrier): boolean {
  const isOpen = !isBorder && ROAD_USERS.every((user) => passes[user] === "yes" && !hasToll[user]);
  return isOpen && Object.values(limits).every((limit) => limit === 0);
}

/** Two barriers passed one after the other. */
export function bothBarriers(one: Barrier | undefined, other: Barrier | undefined) {
  if (one === undefined || other === undefined) return one ?? other;
  return {
    passes: forUsers((user) => harder(one.passes[user], other.passes[user])),
    limits: strictest(one.limits, other.limits),
    hasToll: forUsers((user) => one.hasToll[user] || other.hasToll[user]),
    isBorder: one.isBorder || other.isBorder,
  };
}

/** What remains of two permissions that are both needed. */
export function harder(one: Access, other: Access): Access {
  if (one === "no" || other === "no") return "no";
  return one === "yes" ? other : one;
}
