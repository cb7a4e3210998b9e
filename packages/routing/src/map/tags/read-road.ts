import { ROAD_CLASSES, WAY_FLAGS } from "../../graph/road-graph.ts";
import { type ForUsers, forUsers, ROAD_USERS, SIGNS_FOR } from "../../graph/road-users.ts";
import type { Tags } from "../osm/element.ts";
import { type Access, accessOf, paysOn } from "./access-of.ts";
import { type Barrier, harder } from "./barrier-of.ts";
import { classOf, isPath } from "./class-of.ts";
import { readConditional } from "./conditional.ts";
import { directionsOf, isRoundabout } from "./directions-of.ts";
import { lorrySpeedOf } from "./lorry-speed-of.ts";
import { type Limits, limitsOf, strictest } from "./limits-of.ts";
import { type Country, speedOf } from "./speed-of.ts";
import { isUnpaved } from "./surface-kmh.ts";
import type { Direction } from "./tag-of.ts";
import { weightAbove } from "./weight-above.ts";

/** One direction of a way, as the map keeps it. */
export interface Road {
  readonly roadClass: number;
  readonly flags: number;
  readonly limits: Limits;
  /** Free-flow speed in tenths of a km/h. */
  readonly speed: number;
  /** What lorries may drive where a sign speaks to them, in the same; else 0. */
  readonly lorrySpeed: number;
  readonly name: string;
  readonly ref: string;
}

export interface RoadAsked {
  readonly direction: Direction;
  readonly country: Country;
  /** What stands in it, or at one of its ends. */
  readonly barrier?: Barrier | undefined;
  /** Of the whole way; without it a ferry is as fast as ferries are. */
  readonly lengthCm?: number | undefined;
}

const HAZARDS = ["hazmat", "hazmat:water", ...["A", "B", "C", "D", "E"].map((c) => `hazmat:${c}`)];

/** What the tags of a way say of one direction; nothing where no vehicle may drive that way. */
export function readRoad(tags: Tags, asked: RoadAsked): Road | undefined {
  const { direction, country, barrier } = asked;
  const roadClass = classOf(tags);
  if (roadClass === undefined) return undefined;
  const passes = passesOf(tags, asked);
  if (ROAD_USERS.every((user) => passes[user] === "no")) return undefined;
  const limits = strictest(limitsOf(tags, direction), weightConditions(tags));
  return {
    roadClass: ROAD_CLASSES.indexOf(roadClass),
    flags:
      accessFlags(passes) |
      tollFlags(tags, barrier) |
      natureFlags(tags) |
      (barrier?.isBorder === true ? WAY_FLAGS.border : 0),
    limits: barrier === undefined ? limits : strictest(limits, barrier.limits),
    speed: speedOf(tags, { roadClass, direction, country, lengthCm: asked.lengthCm }),
    lorrySpeed: lorrySpeedOf(tags, direction),
    name: tags["name"] ?? tags["name:sw"] ?? tags["name:en"] ?? "",
    ref: tags["ref"] ?? "",
  };
}

type Passes = ForUsers<Access>;

function passesOf(tags: Tags, { direction, barrier }: RoadAsked): Passes {
  return forUsers((user) => {
    if (isPath(tags) && user !== "motorcycle") return "no";
    if (!directionsOf(tags, user).includes(direction)) return "no";
    return harder(accessOf(tags, { user, direction }) ?? "yes", barrier?.passes[user] ?? "yes");
  });
}

function accessFlags(passes: Passes): number {
  return ROAD_USERS.reduce((flags, user) => {
    const { closed, onlyTo } = SIGNS_FOR[user];
    return flags | { yes: 0, destination: onlyTo, no: closed }[passes[user]];
  }, 0);
}

/** A booth binds the road at it, whatever its tags leave out. */
function tollFlags(tags: Tags, barrier: Barrier | undefined): number {
  const paying = ROAD_USERS.filter(
    (user) => paysOn(tags, user) === true || barrier?.hasToll[user] === true,
  );
  return paying.reduce((flags, user) => flags | SIGNS_FOR[user].toll, 0);
}

function natureFlags(tags: Tags): number {
  const roadClass = classOf(tags) ?? "track";
  const is = (holds: boolean, flag: number) => (holds ? flag : 0);
  return (
    is(roadClass === "ferry", WAY_FLAGS.ferry) |
    is(
      HAZARDS.some((key) => tags[key] === "no"),
      WAY_FLAGS.noHazard,
    ) |
    is(isUnpaved(tags, roadClass), WAY_FLAGS.unpaved) |
    is(isRoundabout(tags), WAY_FLAGS.roundabout) |
    is(tags["tunnel"] === "yes", WAY_FLAGS.tunnel)
  );
}

/** `hgv:conditional=no @ (weight>7.5)` is a limit of weight in other words. */
function weightConditions(tags: Tags): Limits {
  const none = { heightCm: 0, widthCm: 0, lengthCm: 0, axleLoadTenKg: 0, weightTenKg: 0 };
  if (!Object.keys(tags).some((key) => key.endsWith(":conditional"))) return none;
  const keys = ["access", "vehicle", "motor_vehicle", "goods", "hgv"];
  const weights = keys
    .flatMap((key) => readConditional(tags[`${key}:conditional`] ?? ""))
    .filter(({ value }) => value === "no")
    .map(({ when }) => weightAbove(when) ?? 0)
    .filter((weight) => weight > 0);
  return weights.length === 0 ? none : { ...none, weightTenKg: Math.min(...weights) };
}
