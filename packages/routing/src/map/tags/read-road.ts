import { ROAD_CLASSES, WAY_FLAGS } from "../../graph/road-graph.ts";
import type { Tags } from "../osm/element.ts";
import { type Access, accessOf } from "./access-of.ts";
import { type Barrier, harder } from "./barrier-of.ts";
import { classOf } from "./class-of.ts";
import { readConditional } from "./conditional.ts";
import { directionsOf, isRoundabout } from "./directions-of.ts";
import { type Limits, limitsOf, strictest } from "./limits-of.ts";
import { readWeightTenKg } from "./measures.ts";
import { type Country, speedOf } from "./speed-of.ts";
import { isUnpaved } from "./surface-kmh.ts";
import type { Direction } from "./tag-of.ts";

/** One direction of a way, as the map keeps it. */
export interface Road {
  readonly roadClass: number;
  readonly flags: number;
  readonly limits: Limits;
  /** Free-flow speed in tenths of a km/h. */
  readonly speed: number;
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
const YES: Access = "yes";

/** What the tags of a way say of one direction; nothing where no vehicle may drive that way. */
export function readRoad(tags: Tags, asked: RoadAsked): Road | undefined {
  const { direction, country, barrier } = asked;
  const roadClass = classOf(tags);
  if (roadClass === undefined || !directionsOf(tags).includes(direction)) return undefined;
  const { car, hgv } = passesOf(tags, asked);
  if (car === "no" && hgv === "no") return undefined;
  const limits = strictest(limitsOf(tags, direction), weightConditions(tags));
  return {
    roadClass: ROAD_CLASSES.indexOf(roadClass),
    flags: accessFlags({ car, hgv }) | natureFlags(tags) | tollFlag(tags, barrier),
    limits: barrier === undefined ? limits : strictest(limits, barrier.limits),
    speed: speedOf(tags, { roadClass, direction, country, lengthCm: asked.lengthCm }),
    name: tags["name"] ?? tags["name:sw"] ?? tags["name:en"] ?? "",
    ref: tags["ref"] ?? "",
  };
}

interface Passes {
  readonly car: Access;
  readonly hgv: Access;
}

function passesOf(tags: Tags, { direction, barrier }: RoadAsked): Passes {
  const car = accessOf(tags, { vehicle: "car", direction }) ?? YES;
  const hgv = accessOf(tags, { vehicle: "hgv", direction }) ?? YES;
  if (barrier === undefined) return { car, hgv };
  return { car: harder(car, barrier.passes.car), hgv: harder(hgv, barrier.passes.hgv) };
}

function accessFlags({ car, hgv }: Passes): number {
  const forCars = { yes: 0, destination: WAY_FLAGS.destination, no: WAY_FLAGS.noCar }[car];
  const forLorries = { yes: 0, destination: WAY_FLAGS.hgvDestination, no: WAY_FLAGS.noHgv }[hgv];
  return forCars | forLorries;
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

/** A booth binds the road at it, whatever its tags leave out. */
function tollFlag(tags: Tags, barrier: Barrier | undefined): number {
  const isPaid = tags["toll"] === "yes" || tags["toll:hgv"] === "yes";
  return isPaid || barrier?.hasToll === true ? WAY_FLAGS.toll : 0;
}

/** `hgv:conditional=no @ (weight>7.5)` is a limit of weight in other words. */
function weightConditions(tags: Tags): Limits {
  const none = { heightCm: 0, widthCm: 0, lengthCm: 0, axleLoadTenKg: 0, weightTenKg: 0 };
  if (!Object.keys(tags).some((key) => key.endsWith(":conditional"))) return none;
  const keys = ["access", "vehicle", "motor_vehicle", "goods", "hgv"];
  const weights = keys
    .flatMap((key) => readConditional(tags[`${key}:conditional`] ?? ""))
    .filter(({ value }) => value === "no")
    .map(({ when }) => /^(?:max)?weight\s*>=?\s*([\d.]+\s*\w*)$/.exec(when)?.[1])
    .map((text) => readWeightTenKg(text ?? "") ?? 0)
    .filter((weight) => weight > 0);
  return weights.length === 0 ? none : { ...none, weightTenKg: Math.min(...weights) };
}
