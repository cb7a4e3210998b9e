import type { HoursRules } from "./hours-rules.ts";
import type { HoursState } from "./hours-state.ts";
import { type HoursBound, totalEasesAt } from "./room-to-drive.ts";

/** How much longer the driver may have to rest for a bound to give way; each length is one way to do it. */
export function pausesFor(
  rules: HoursRules,
  state: HoursState,
  bound: HoursBound,
): readonly number[] {
  return lengthsFor(rules, state, bound)
    .map((ms) => ms - (bound === "total" ? 0 : state.restingMs))
    .filter((ms) => ms > 0 && Number.isFinite(ms));
}

/** Each length at which a rest that goes on now would begin to count as something. */
export function countingPauses(rules: HoursRules, state: HoursState): readonly number[] {
  const first = state.hasFirstPart ? [] : (rules.breakParts?.slice(0, 1) ?? []);
  const bounds: readonly HoursBound[] = ["break", "shift", "week-rest"];
  const lengths = [...first, ...bounds.flatMap((bound) => lengthsFor(rules, state, bound))];
  return lengths.map((ms) => ms - state.restingMs).filter((ms) => ms > 0);
}

function lengthsFor(rules: HoursRules, state: HoursState, bound: HoursBound): readonly number[] {
  const { breakMs, breakParts, restMs, shorterRest, weekRest, restartMs } = rules;
  switch (bound) {
    case "break":
      return [state.hasFirstPart && breakParts !== undefined ? breakParts[1] : breakMs];
    case "day":
    case "shift": {
      const mayBeShorter = shorterRest !== undefined && state.shorterRests < shorterRest.times;
      return mayBeShorter ? [shorterRest.restMs, restMs] : [restMs];
    }
    case "week-rest":
      return weekRest === undefined ? [] : [weekRest.restMs];
    case "total":
      return [
        totalEasesAt(rules, state) - state.at,
        (restartMs ?? Number.POSITIVE_INFINITY) - state.restingMs,
      ];
  }
}
