import { type RoadGraph, WAY_FLAGS } from "../../graph/road-graph.ts";
import type { RoadUser } from "../../graph/road-users.ts";
import type { RoadMap } from "../../map/road-map.ts";
import type { Area, Drive } from "../../route/drive.ts";
import { NASTY_HOURS } from "./nasty-hours.ts";

export const SHUT = 0x3fff_ffff;

/** A map as one drive sees it, read from its signs by nobody but the judge. */
export interface JudgedRoads {
  readonly graph: RoadGraph;
  readonly tail: readonly number[];
  /** What each arc costs; `SHUT` where it may not be driven. */
  readonly cost: readonly number[];
  /** Everything that keeps this drive off an arc. */
  readonly reasons: readonly (readonly object[])[];
  /** Rules in force: the arcs after which each speaks, and what it says. */
  readonly rules: readonly {
    readonly after: readonly number[];
    readonly isOnly: boolean;
    readonly to: number;
  }[];
  /** How long an arc takes, whatever it costs. */
  readonly clockDs: readonly number[];
}

const USER: Readonly<Record<string, RoadUser>> = {
  motorcycle: "motorcycle",
  car: "car",
  van: "car",
  truck: "hgv",
};
const SIGNS = {
  car: { closed: WAY_FLAGS.noCar, guest: WAY_FLAGS.destination, toll: WAY_FLAGS.toll },
  hgv: { closed: WAY_FLAGS.noHgv, guest: WAY_FLAGS.hgvDestination, toll: WAY_FLAGS.hgvToll },
  motorcycle: {
    closed: WAY_FLAGS.noMotorcycle,
    guest: WAY_FLAGS.motorcycleDestination,
    toll: WAY_FLAGS.motorcycleToll,
  },
};

/** An hour at a border for a van, more for a truck and less for others; half of it on either side. */
const HALF_WAIT_DS = { motorcycle: 9_000, car: 13_500, van: 18_000, truck: 36_000 };

function holds(when: string, { moment }: Drive): boolean | "unknown" {
  if (moment === undefined) return true;
  return NASTY_HOURS.find((hours) => hours.when === when)!.holds(moment);
}

/** Reads a map for a drive. */
export function judgeRoads(map: RoadMap, drive: Drive): JudgedRoads {
  const { graph } = map;
  const user = USER[drive.vehicle.kind]!;
  const tail: number[] = [];
  for (let node = 0; node < graph.nodeCount; node++) {
    for (let arc = graph.firstArc[node]!; arc < graph.firstArc[node + 1]!; arc++) tail.push(node);
  }
  const arcs = [...graph.head.keys()];
  const hours = arcs.map((arc) => hourOn(map, drive, graph.way[arc]!));
  const reasons = arcs.map((arc) => [
    ...signsOn(graph, drive, { arc, hour: hours[arc]! }),
    ...wishesOn(graph, drive, { arc, tail: tail[arc]! }),
  ]);
  const pace = (arc: number) => paceOn(graph, drive, arc);
  const guest = (arc: number) => {
    const { access } = hours[arc]!;
    const isSigned = (graph.ways.flags[graph.way[arc]!]! & SIGNS[user].guest) !== 0;
    return (access === undefined ? isSigned : access === "destination") ? 4 : 1;
  };
  const plain = (arc: number) =>
    drive.unit === "time" ? (graph.lengthCm[arc]! * 3.6) / pace(arc) : graph.lengthCm[arc]!;
  const isAtPost = (arc: number) => (graph.ways.flags[graph.way[arc]!]! & WAY_FLAGS.border) !== 0;
  const wait = (arc: number) =>
    drive.unit === "time" && isAtPost(arc) ? HALF_WAIT_DS[drive.vehicle.kind] : 0;
  return {
    graph,
    tail,
    reasons,
    cost: arcs.map((arc) =>
      reasons[arc]!.length > 0
        ? SHUT
        : Math.min(SHUT, Math.round(plain(arc) * guest(arc) + wait(arc))),
    ),
    clockDs: arcs.map((arc) =>
      pace(arc) === 0 ? 0 : Math.round((graph.lengthCm[arc]! * 3.6) / pace(arc)),
    ),
    rules: graph.turnRules
      .filter(
        ({ binds, when }) =>
          binds.includes(user) && (when === undefined || holds(when, drive) !== false),
      )
      .map(({ fromArc, viaArcs, toArc, kind }) => {
        return { after: [fromArc, ...viaArcs], isOnly: kind === "only", to: toArc };
      }),
  };
}

const STRICT = { yes: 0, destination: 1, no: 2 };

interface Hour {
  readonly access: "yes" | "destination" | "no" | undefined;
  readonly when: string;
  readonly lifts: boolean;
}

/** What the hour makes of a way: the last that holds counts; what nobody can tell only forbids. */
function hourOn({ conditions }: RoadMap, drive: Drive, way: number): Hour {
  const none: Hour = { access: undefined, when: "", lifts: false };
  const user = USER[drive.vehicle.kind]!;
  const said = conditions.filter((one) => one.way === way && one.binds.includes(user));
  return said.reduce((hour, { access, when }) => {
    const isOn = drive.moment === undefined ? false : holds(when, drive);
    if (isOn === true) return { access, when, lifts: access !== "no" };
    const isStricter = STRICT[access] > STRICT[hour.access ?? "yes"];
    if (isOn === false || !isStricter) return hour;
    return { access, when, lifts: access !== "no" && hour.lifts };
  }, none);
}

interface On {
  readonly arc: number;
  readonly hour: Hour;
}

/** What the signs of a way say against a vehicle. */
function signsOn(
  { ways, way }: RoadGraph,
  { vehicle }: Drive,
  { arc, hour }: On,
): readonly object[] {
  const row = way[arc]!;
  const flags = ways.flags[row]!;
  const user = USER[vehicle.kind]!;
  const isShut = (flags & SIGNS[user].closed) !== 0 && !hour.lifts;
  const isUnsafe = vehicle.isHazardous && (flags & WAY_FLAGS.noHazard) !== 0;
  const sizes = (["height", "width", "length"] as const).map((limit) => {
    return { limit, limitCm: ways[`${limit}Cm`][row]!, vehicleCm: vehicle[`${limit}Cm`] };
  });
  const loads = [
    { limit: "weight", limitKg: ways.weightTenKg[row]! * 10, vehicleKg: vehicle.weightKg },
    { limit: "axle-load", limitKg: ways.axleLoadTenKg[row]! * 10, vehicleKg: vehicle.axleLoadKg },
  ];
  return [
    ...(hour.access === "no" ? [{ limit: "hours", when: hour.when }] : []),
    ...(isShut ? [{ limit: `no-${user}` }] : []),
    ...(isUnsafe ? [{ limit: "no-hazard" }] : []),
    ...sizes.filter(({ limitCm, vehicleCm }) => limitCm > 0 && vehicleCm > limitCm),
    ...loads.filter(({ limitKg, vehicleKg }) => limitKg > 0 && vehicleKg > limitKg),
  ];
}

interface Where {
  readonly arc: number;
  readonly tail: number;
}

/** What somebody would rather not drive, and what cannot be driven now. */
function wishesOn(graph: RoadGraph, drive: Drive, { arc, tail }: Where): readonly object[] {
  const { avoid = {}, vehicle, speedNow = graph.speed } = drive;
  const flags = graph.ways.flags[graph.way[arc]!]!;
  const line = lineOf(graph, tail, arc);
  return [
    { limit: "toll", isMet: avoid.tolls && (flags & SIGNS[USER[vehicle.kind]!].toll) !== 0 },
    { limit: "ferry", isMet: avoid.ferries && (flags & WAY_FLAGS.ferry) !== 0 },
    { limit: "closed", isMet: avoid.closed?.has(arc) },
    { limit: "closed", isMet: speedNow[arc] === 0 },
    { limit: "area", isMet: avoid.areas?.some((area) => comesInto(line, area)) },
  ].flatMap(({ limit, isMet }) => (isMet === true ? [{ limit }] : []));
}

/** All points of an arc, ends included. */
export function lineOf(
  graph: RoadGraph,
  tail: number,
  arc: number,
): readonly { lat: number; lng: number }[] {
  const line = [{ lat: graph.lat[tail]!, lng: graph.lng[tail]! }];
  for (let i = graph.firstPoint[arc]!; i < graph.firstPoint[arc + 1]!; i++) {
    line.push({ lat: graph.pointLat[i]!, lng: graph.pointLng[i]! });
  }
  const head = graph.head[arc]!;
  return [...line, { lat: graph.lat[head]!, lng: graph.lng[head]! }];
}

/** By exact arithmetic: a piece and a box have a point in common, unless an axis or the piece itself parts them. */
function comesInto(
  line: readonly { lat: number; lng: number }[],
  { southWest, northEast }: Area,
): boolean {
  return line.slice(1).some((to, i) => {
    const from = line[i]!;
    if (Math.max(from.lat, to.lat) < southWest.lat || Math.min(from.lat, to.lat) > northEast.lat)
      return false;
    if (Math.max(from.lng, to.lng) < southWest.lng || Math.min(from.lng, to.lng) > northEast.lng)
      return false;
    const across = [southWest.lat, northEast.lat].flatMap((lat) =>
      [southWest.lng, northEast.lng].map((lng) =>
        Math.sign((to.lng - from.lng) * (lat - from.lat) - (to.lat - from.lat) * (lng - from.lng)),
      ),
    );
    return Math.min(...across) <= 0 && Math.max(...across) >= 0;
  });
}

function paceOn(graph: RoadGraph, { vehicle, speedNow = graph.speed }: Drive, arc: number): number {
  const [free, now] = [graph.speed[arc]!, speedNow[arc]!];
  const isJam = now > 0 && now < free;
  const own = isJam ? free - (free - now) * vehicle.jamShare : now;
  const signed = graph.ways.lorrySpeed[graph.way[arc]!]!;
  const most = vehicle.kind === "truck" && signed > 0 ? signed : Infinity;
  return Math.min(own, vehicle.topSpeedKmh * 10, most);
}
