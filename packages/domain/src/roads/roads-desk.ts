import type { Position } from "@msafara/kernel";
import type {
  HereFound,
  MatrixFound,
  PlacesFound,
  RoadsRefusal,
  RouteFound,
  ToursFound,
} from "./roads-answer.ts";
import type {
  GeocodeQuestion,
  MatrixQuestion,
  RouteQuestion,
  ToursQuestion,
} from "./roads-question.ts";

/**
 * Whoever knows the roads: our own pool of threads, a vendor outside, the wire to them, or one that asks
 * the better first and the other then. Refusals are answers; a fault is worth another try elsewhere.
 */
export interface RoadsDesk {
  readonly route: (asked: RouteQuestion) => Promise<RouteFound | RoadsRefusal>;
  readonly matrix: (asked: MatrixQuestion) => Promise<MatrixFound | RoadsRefusal>;
  readonly tours: (asked: ToursQuestion) => Promise<ToursFound | RoadsRefusal>;
  readonly geocode: (asked: GeocodeQuestion) => Promise<PlacesFound | RoadsRefusal>;
  readonly reverse: (position: Position) => Promise<HereFound | RoadsRefusal>;
}

/** Its questions by name, as they travel. */
export const ROADS_QUESTIONS = [
  "route",
  "matrix",
  "tours",
  "geocode",
  "reverse",
] as const satisfies readonly (keyof RoadsDesk)[];

/** By this name a pool is present on the bus, and each member by its own. */
export const ROADS_GROUP = "roads";
