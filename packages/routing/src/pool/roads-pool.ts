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
  RoadHappening,
  RouteQuestion,
  ToursQuestion,
} from "./roads-question.ts";

/** Threads that know the roads of one map. Refusals are answers; a fault is worth another try where it says so. */
export interface RoadsPool {
  readonly route: (asked: RouteQuestion) => Promise<RouteFound | RoadsRefusal>;
  readonly matrix: (asked: MatrixQuestion) => Promise<MatrixFound | RoadsRefusal>;
  readonly tours: (asked: ToursQuestion) => Promise<ToursFound | RoadsRefusal>;
  readonly geocode: (asked: GeocodeQuestion) => Promise<PlacesFound | RoadsRefusal>;
  readonly reverse: (position: Position) => Promise<HereFound | RoadsRefusal>;
  /**
   * Tells all threads: what is closed is avoided by the next question, what is slowed counts from the next
   * fitting. Answers whether it was news.
   */
  readonly happened: (happening: RoadHappening) => boolean;
  /** Ends all threads; who still waits gets a fault that may be tried elsewhere. */
  readonly close: () => Promise<void>;
}

/** The questions of a pool by their names. */
export type RoadsName = "route" | "matrix" | "tours" | "geocode" | "reverse";

/** One question, by its name. */
export type RoadsQuestion = {
  readonly [Name in RoadsName]: {
    readonly question: Name;
    readonly asked: Parameters<RoadsPool[Name]>[0];
  };
}[RoadsName];

/** Whatever a pool may answer, refusals too. */
export type RoadsAnswer = Awaited<ReturnType<RoadsPool[RoadsName]>>;
