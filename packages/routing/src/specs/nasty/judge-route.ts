import type { WayPiece } from "../../route/find-way.ts";
import type { Route, RouteLeg } from "../../route/route.ts";
import type { RouteStep } from "../../route/step.ts";
import type { PointE7 } from "../../snap/arc-line.ts";
import { type JudgedRoads, lineOf } from "./judge-roads.ts";
import { mayGoOn, paidUpTo } from "./judge-ways.ts";
import { wrongOf } from "./wrong-of.ts";

/** What does not add up in a route. */
export function wrongRoute(judged: JudgedRoads, route: Route): readonly string[] {
  const sum = (of: (leg: RouteLeg) => number) => route.legs.reduce((all, leg) => all + of(leg), 0);
  return [
    ...route.legs.flatMap((leg, i) => wrongLeg(judged, leg).map((each) => `leg ${i}: ${each}`)),
    ...wrongOf(
      [route.cost !== sum(({ way }) => way.cost), "its cost is not that of its legs"],
      [route.distanceCm !== sum(({ distanceCm }) => distanceCm), "nor is its length"],
      [route.durationDs !== sum(({ durationDs }) => durationDs), "nor is its time"],
    ),
  ];
}

function wrongLeg(judged: JudgedRoads, leg: RouteLeg): readonly string[] {
  const { pieces, cost } = leg.way;
  const { cost: prices, clockDs } = judged;
  const sum = (of: (piece: WayPiece) => number) => pieces.reduce((all, one) => all + of(one), 0);
  const part = (whole: number, { arc, fromCm, toCm }: WayPiece) =>
    paidUpTo(judged, whole, { arc, alongCm: toCm }) -
    paidUpTo(judged, whole, { arc, alongCm: fromCm });
  const paid = sum((piece) => part(prices[piece.arc]!, piece));
  const timeDs = sum((piece) => part(clockDs[piece.arc]!, piece));
  const lengthCm = sum(({ fromCm, toCm }) => toCm - fromCm);
  return [
    ...wrongOf(
      [paid !== cost, `costs ${paid} and says ${cost}`],
      [timeDs !== leg.durationDs, `takes ${timeDs} ds and says ${leg.durationDs}`],
      [lengthCm !== leg.distanceCm, `is ${lengthCm} cm long and says ${leg.distanceCm}`],
      [pieces.some(({ fromCm, toCm }) => toCm < fromCm), "runs backwards"],
    ),
    ...wrongTurns(judged, pieces),
    ...wrongSteps(leg),
    ...wrongLine(judged, leg),
  ];
}

/** Every piece follows the one before it, by no turn that a rule forbids. */
function wrongTurns(judged: JudgedRoads, pieces: readonly WayPiece[]): readonly string[] {
  const { graph, tail } = judged;
  const arcs = pieces.map(({ arc }) => arc);
  return pieces.slice(1).flatMap(({ arc, fromCm }, i) => {
    const before = pieces[i]!;
    const isWhole = fromCm === 0 && before.toCm === graph.lengthCm[before.arc];
    return wrongOf(
      [!isWhole || graph.head[before.arc] !== tail[arc], `a gap before arc ${arc}`],
      [!mayGoOn(judged, arcs.slice(0, i + 1), arc), `a forbidden turn into arc ${arc}`],
    );
  });
}

function wrongSteps(leg: RouteLeg): readonly string[] {
  const { steps, distanceCm, durationDs } = leg;
  const sum = (of: "distanceCm" | "durationDs") => steps.reduce((all, step) => all + step[of], 0);
  const departures = steps.filter(({ maneuver }) => maneuver === "depart");
  return [
    ...wrongOf(
      [sum("distanceCm") !== distanceCm, "its steps are not as long as it is"],
      [sum("durationDs") !== durationDs, "its steps do not take as long as it does"],
      [steps.at(-1)?.maneuver !== "arrive", "nobody arrives"],
      [departures.length !== Number(distanceCm > 0), `departs ${departures.length} times`],
    ),
    ...departures.flatMap((step) => wrongHeading(leg, step)),
  ];
}

/** One sets out as the line does, if it moves by so much that rounding does not turn it. */
function wrongHeading({ line, way }: RouteLeg, { bearing = 0 }: RouteStep): readonly string[] {
  const [from, to] = line;
  const isDriven = way.pieces.every(({ fromCm, toCm }) => toCm > fromCm);
  if (from === undefined || to === undefined || !isDriven) return [];
  const narrow = Math.cos((from.lat / 1e7) * (Math.PI / 180));
  const [x, y] = [(to.lng - from.lng) * narrow, to.lat - from.lat];
  const heading = (Math.atan2(x, y) * 180) / Math.PI;
  const off = Math.abs(((heading - bearing + 900) % 360) - 180);
  return wrongOf([Math.hypot(x, y) > 100 && off > 2, `departs at ${bearing}, line at ${heading}`]);
}

/** The line goes by every point of the arcs that are driven whole, in order, and never stands still. */
function wrongLine({ graph, tail }: JudgedRoads, { way, line }: RouteLeg): readonly string[] {
  const written = ({ lat, lng }: PointE7) => `${lat},${lng}`;
  const points = line.map(written);
  let at = 0;
  const missed = way.pieces
    .filter(({ arc, fromCm, toCm }) => fromCm === 0 && toCm === graph.lengthCm[arc] && toCm > 0)
    .flatMap(({ arc }) => lineOf(graph, tail[arc]!, arc).map(written))
    .find((point) => {
      const next = points.indexOf(point, Math.max(0, at - 1));
      at = next + 1;
      return next < 0;
    });
  return wrongOf(
    [missed !== undefined, `its line leaves out ${missed}`],
    [points.some((point, i) => point === points[i + 1]), "its line stands still"],
  );
}
