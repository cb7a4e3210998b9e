import { Fault } from "@msafara/kernel";
import type { Patience } from "./open-crew.ts";
import type { RoadsQuestion } from "./roads-pool.ts";

/** What is answered in a moment: few stops, a small matrix, a name. */
const QUICK_STOPS_MAX = 25;
const QUICK_CELLS_MAX = 625;
/** Behind a door with a time-out of four seconds, whoever waits longer waits for nobody. */
const WAIT_MS = 3_000;
const QUICK_MS = 4_000;
const SLOW_MS = 10_000;
/** What tours need besides their thinking: a matrix first, and words about what is left out. Nobody waits any longer. */
const TOURS_GRACE_MS = 3_000;
const SIDE_MAX = 100;
const STOPS_MAX = 2_000;

/** How long a question may wait and be thought about, and whether it is answered in a moment. */
export function patienceFor(wanted: RoadsQuestion): Patience {
  if (wanted.question === "tours") {
    const withinMs = wanted.asked.budgetMs + TOURS_GRACE_MS;
    return { isQuick: false, waitMs: WAIT_MS, withinMs };
  }
  const isQuick = isShort(wanted);
  return { isQuick, waitMs: WAIT_MS, withinMs: isQuick ? QUICK_MS : SLOW_MS };
}

function isShort(wanted: RoadsQuestion): boolean {
  switch (wanted.question) {
    case "route":
      return wanted.asked.stops.length <= QUICK_STOPS_MAX;
    case "matrix":
      return wanted.asked.origins.length * wanted.asked.destinations.length <= QUICK_CELLS_MAX;
    default:
      return wanted.question !== "tours";
  }
}

/** What is wrong with a question that no roads could answer; nothing, if it may be asked. */
export function unsound(wanted: RoadsQuestion): Fault | undefined {
  switch (wanted.question) {
    case "route":
      return beyond("stops", wanted.asked.stops.length, [2, STOPS_MAX]);
    case "matrix":
      return (
        beyond("origins", wanted.asked.origins.length, [0, SIDE_MAX]) ??
        beyond("destinations", wanted.asked.destinations.length, [0, SIDE_MAX])
      );
    case "tours":
      return beyond("stops of loads", callsOf(wanted.asked.loads), [0, STOPS_MAX]);
    default:
      return undefined;
  }
}

function callsOf(loads: readonly { readonly pickup?: unknown; readonly delivery?: unknown }[]) {
  return loads.reduce((sum, { pickup, delivery }) => {
    return sum + Number(pickup !== undefined) + Number(delivery !== undefined);
  }, 0);
}

function beyond(
  what: string,
  found: number,
  [least, most]: readonly [number, number],
): Fault | undefined {
  if (found >= least && found <= most) return undefined;
  return new Fault(`Cannot ask the roads: expected ${least} to ${most} ${what}, found ${found}`, {
    retry: false,
    code: "roads-question-not-sound",
  });
}
