import type { Tags } from "../osm/element.ts";
import { type Access, accessOf } from "./access-of.ts";
import { type Limits, limitsOf, strictest } from "./limits-of.ts";

/** What stands in the road. `passes` says who gets by. */
export interface Barrier {
  readonly passes: { readonly car: Access; readonly hgv: Access };
  readonly limits: Limits;
  /** Whoever drives past it pays. */
  readonly hasToll: boolean;
}

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
  const passes = {
    car: accessOf(tags, { vehicle: "car", direction: "forward" }) ?? otherwise,
    hgv: accessOf(tags, { vehicle: "hgv", direction: "forward" }) ?? otherwise,
  };
  const barrier = { passes, limits: limitsOf(tags, "forward"), hasToll: isPaidAt(tags) };
  return changesNothing(barrier) ? undefined : barrier;
}

function changesNothing({ passes, limits, hasToll }: Barrier): boolean {
  const isOpen = passes.car === "yes" && passes.hgv === "yes";
  return isOpen && !hasToll && Object.values(limits).every((limit) => limit === 0);
}

function isPaidAt(tags: Tags): boolean {
  return tags["barrier"] === "toll_booth" && tags["toll"] !== "no";
}

/** Two barriers passed one after the other. */
export function bothBarriers(one: Barrier | undefined, other: Barrier | undefined) {
  if (one === undefined || other === undefined) return one ?? other;
  return {
    passes: {
      car: harder(one.passes.car, other.passes.car),
      hgv: harder(one.passes.hgv, other.passes.hgv),
    },
    limits: strictest(one.limits, other.limits),
    hasToll: one.hasToll || other.hasToll,
  };
}

/** What remains of two permissions that are both needed. */
export function harder(one: Access, other: Access): Access {
  if (one === "no" || other === "no") return "no";
  return one === "yes" ? other : one;
}
