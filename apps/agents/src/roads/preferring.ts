import type {
  MatrixFound,
  MatrixQuestion,
  RoadsDesk,
  RoadsRefusal,
  RouteFound,
  RouteQuestion,
} from "@msafara/domain";
import { Fault, isRefusal } from "@msafara/kernel";

/** Somebody who knows more of the traffic than we do, and plans no tours. */
export type BetterRoads = Pick<RoadsDesk, "route" | "matrix" | "geocode" | "reverse">;

/** Beyond so many cells a matrix is ours: each of his is paid, and one who asks for many would spend what is there for all. */
const CELLS_MAX = 25;

/** Says whenever the better one could not help. */
type Trouble = (question: keyof BetterRoads, error: Fault) => void;

/**
 * Asks the better first and our own roads then (U108): where the better failed, and where he refused, for
 * he tells no reasons and knows no trucks. Cars and vans alone are his to route: he would send a truck under
 * the bridge that it does not fit under, and a motorcycle onto the road that is closed to it. Tours are ours.
 */
export function preferring(
  better: BetterRoads,
  other: RoadsDesk,
  trouble: Trouble = () => undefined,
): RoadsDesk {
  /** His answer; nothing where he has none, which is said if that is a failure of his. */
  async function asked<Answer extends object>(
    question: keyof BetterRoads,
    answer: () => Promise<Answer>,
  ): Promise<Answer | undefined> {
    try {
      const found = await answer();
      return isRefusal(found) ? undefined : found;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      trouble(question, error);
      return undefined;
    }
  }

  return {
    route: async (wanted) => {
      const found = isHis(wanted) ? await asked("route", () => better.route(wanted)) : undefined;
      return found ?? lessAccurate(await other.route(wanted));
    },
    matrix: async (wanted) => {
      const isLarge = wanted.origins.length * wanted.destinations.length > CELLS_MAX;
      const found =
        isLarge || !isHis(wanted) ? undefined : await asked("matrix", () => better.matrix(wanted));
      return found ?? lessAccurate(await other.matrix(wanted));
    },
    tours: other.tours,
    geocode: async (wanted) => {
      const found = await asked("geocode", () => better.geocode(wanted));
      return found ?? (await other.geocode(wanted));
    },
    reverse: async (position) => {
      const found = await asked("reverse", () => better.reverse(position));
      return found ?? (await other.reverse(position));
    },
  };
}

function isHis({ vehicle: { kind } }: RouteQuestion | MatrixQuestion): boolean {
  return kind === "car" || kind === "van";
}

/** Whoever could have had the better arrival is told that this is another one. */
function lessAccurate<Found extends RouteFound | MatrixFound>(
  answer: Found | RoadsRefusal,
): Found | RoadsRefusal {
  if (isRefusal(answer)) return answer;
  return { ...answer, notes: [...answer.notes, "eta-may-be-less-accurate"] };
}
