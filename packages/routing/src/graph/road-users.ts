import { WAY_FLAGS } from "./road-graph.ts";

/** Whom signs and turn rules tell apart. A van is a car to them. */
export const ROAD_USERS = ["car", "hgv", "motorcycle"] as const;

/** One of them. */
export type RoadUser = (typeof ROAD_USERS)[number];

/** What a map keeps of each: the flags of a way, and how a ban is called. */
interface Signs {
  readonly closed: number;
  readonly onlyTo: number;
  readonly toll: number;
  readonly ban: "no-car" | "no-hgv" | "no-motorcycle";
}

/** Which flags of a way speak to whom. */
export const SIGNS_FOR: Readonly<Record<RoadUser, Signs>> = {
  car: {
    closed: WAY_FLAGS.noCar,
    onlyTo: WAY_FLAGS.destination,
    toll: WAY_FLAGS.toll,
    ban: "no-car",
  },
  hgv: {
    closed: WAY_FLAGS.noHgv,
    onlyTo: WAY_FLAGS.hgvDestination,
    toll: WAY_FLAGS.hgvToll,
    ban: "no-hgv",
  },
  motorcycle: {
    closed: WAY_FLAGS.noMotorcycle,
    onlyTo: WAY_FLAGS.motorcycleDestination,
    toll: WAY_FLAGS.motorcycleToll,
    ban: "no-motorcycle",
  },
};

/** One thing for each of them. */
export type ForUsers<Thing> = Readonly<Record<RoadUser, Thing>>;

/** Finds one thing for each of them. */
export function forUsers<Thing>(find: (user: RoadUser) => Thing): ForUsers<Thing> {
  return { car: find("car"), hgv: find("hgv"), motorcycle: find("motorcycle") };
}
