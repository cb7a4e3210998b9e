import { Fault, type World } from "@msafara/kernel";
import type { EtaModel } from "../eta/eta-model.ts";
import type { RoadMap } from "../map/road-map.ts";
import type { WeekPattern } from "../traffic/week-pattern.ts";
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

/** What a pool is hired with. */
export interface RoadsHired {
  readonly map: RoadMap;
  readonly world: World;
  /** How many threads answer; the first of them takes short questions alone, so two are the least that is fair. */
  readonly threads: number;
  /** How many questions may wait; whoever comes then is refused at once. */
  readonly waitingMax?: number;
  /** Whose clock signs and rush hours on this map go by: "Africa/Nairobi" unless said. */
  readonly timeZone?: string;
  /** What is usually driven by class and hour of the week. */
  readonly pattern?: WeekPattern;
  /** What is known about arrivals; left out, a cautious guess. */
  readonly model?: EtaModel;
  /** Hears of threads that died or were ended; the pool goes on by itself. */
  readonly trouble?: (fault: Fault) => void;
}

/** Threads that know the roads of one map. Refusals are answers; a fault is worth another try where it says so. */
export interface RoadsPool {
  readonly route: (asked: RouteQuestion) => Promise<RouteFound | RoadsRefusal>;
  readonly matrix: (asked: MatrixQuestion) => Promise<MatrixFound | RoadsRefusal>;
  readonly tours: (asked: ToursQuestion) => Promise<ToursFound | RoadsRefusal>;
  readonly geocode: (asked: GeocodeQuestion) => Promise<PlacesFound | RoadsRefusal>;
  readonly reverse: (position: RouteQuestion["stops"][number]["position"]) => Promise<HereFound | RoadsRefusal>;
  /** Tells all threads; what is closed is avoided by the next question, what is slowed counts from the next fitting. */
  readonly happened: (happening: RoadHappening) => boolean;
  /** Ends all threads; who still waits gets a fault that may be tried elsewhere. */
  readonly close: () => Promise<void>;
}

/** Hires threads that answer whatever is asked of the roads of a map; it resolves when they are ready. */
export function hireRoads(hired: RoadsHired): Promise<RoadsPool> {
  throw new Fault(`Cannot hire ${hired.threads} threads: they are still being trained`, {
    retry: false,
  });
}
