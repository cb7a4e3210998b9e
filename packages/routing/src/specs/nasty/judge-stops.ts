import type { Route } from "../../route/route.ts";
import type { Phantom } from "../../snap/phantom.ts";
import { type JudgedRoads, SHUT } from "./judge-roads.ts";
import { spotCosts } from "./judge-ways.ts";
import { wrongOf } from "./wrong-of.ts";

/** Places in their order, and whether one may turn round at them. */
interface Stops {
  readonly places: readonly Phantom[];
  readonly mayTurnRound: boolean;
}

/** What is wrong with the best route over some places: it must turn no oftener than it must, and cost the least. */
export function wrongStops(
  judged: JudgedRoads,
  route: Route,
  { places, mayTurnRound }: Stops,
): readonly string[] {
  const { legs } = route;
  const turns = legs.slice(1).filter(({ way }, i) => {
    return isTurn(judged, legs[i]!.way.end.arc, way.start.arc);
  }).length;
  const isAt = ({ spots }: Phantom, { arc, alongCm }: Phantom["spots"][number]) =>
    spots.some((spot) => spot.arc === arc && spot.alongCm === alongCm);
  const best = bestOver(judged, { places, mayTurnRound });
  const said = JSON.stringify({ cost: route.cost, turns, best });
  return wrongOf(
    [legs.some(({ way }, i) => !isAt(places[i]!, way.start)), "it starts elsewhere"],
    [legs.some(({ way }, i) => !isAt(places[i + 1]!, way.end)), "it ends elsewhere"],
    [route.cost !== best.cost || (!mayTurnRound && turns !== best.turns), `not the best: ${said}`],
  );
}

/** Whether one goes back where one came from although something else lies ahead. */
function isTurn({ graph, cost, tail }: JudgedRoads, came: number, goes: number): boolean {
  if (graph.twin[came] !== goes || came === goes) return false;
  const ahead = graph.head[came];
  return cost.some((paid, arc) => tail[arc] === ahead && arc !== goes && paid < SHUT);
}

interface Best {
  readonly turns: number;
  readonly cost: number;
}

/** Tries every spot of every place: the fewest turns, and of those the least cost; or the least cost alone. */
function bestOver(judged: JudgedRoads, { places, mayTurnRound }: Stops): Best {
  let before: readonly (Best & { readonly arc: number })[] = [];
  for (const [i, to] of places.entries()) {
    const from = places[i - 1];
    if (from === undefined) continue;
    const costs = spotCosts(judged, { from, to });
    before = to.spots.flatMap(({ arc }, column) => {
      const ways = from.spots.flatMap((start, row) => {
        const paid = costs[row]![column]!;
        if (paid >= SHUT) return [];
        if (i === 1) return [{ turns: 0, cost: paid, arc }];
        return before.map((one) => {
          const isBack = !mayTurnRound && isTurn(judged, one.arc, start.arc);
          return { turns: one.turns + Number(isBack), cost: one.cost + paid, arc };
        });
      });
      return ways.toSorted(better).slice(0, 1);
    });
  }
  return before.toSorted(better)[0]!;
}

function better(one: Best, other: Best): number {
  return one.turns - other.turns || one.cost - other.cost;
}
