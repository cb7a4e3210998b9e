import { isRefusal } from "@msafara/kernel";
import {
  type HoursPlan,
  type HoursRefusal,
  type PlanBreaks,
  planBreaks,
} from "../hours/plan-breaks.ts";
import { leastRestMs } from "../hours/least-rest-ms.ts";
import type { FlatProblem } from "./flat-problem.ts";
import { nextOpening } from "./windows.ts";

/** Whether the driver of a run may drive these visits, with breaks where the law wants them. */
export function keepsHours(flat: FlatProblem, run: number, visits: readonly number[]): boolean {
  const asked = breaksOf(flat, run, visits);
  if (!couldBeInTime(asked)) return false;
  // Most of what could be in time is, along the first way that comes to mind.
  return !isRefusal(planBreaks({ ...asked, waysMost: 1 })) || !isRefusal(planBreaks(asked));
}

/** The visits of a run with their breaks; only for runs whose driver's hours are known. */
export function hoursPlan(
  flat: FlatProblem,
  run: number,
  visits: readonly number[],
): HoursPlan | HoursRefusal {
  const asked = breaksOf(flat, run, visits);
  const plan = planBreaks(asked);
  // The one way that was enough for the search may be among those that are dropped when many are followed.
  return isRefusal(plan) ? planBreaks({ ...asked, waysMost: 1 }) : plan;
}

function breaksOf(flat: FlatProblem, run: number, visits: readonly number[]): PlanBreaks {
  const { start, end, fromMs, untilMs, duration, hours } = flat.runs[run]!;
  let at = start;
  const stops = visits.map((visit) => {
    const driveMs = duration[at * flat.size + flat.place[visit]!]!;
    at = flat.place[visit]!;
    return { driveMs, workMs: flat.serviceMs[visit]!, openings: flat.openings[visit]! };
  });
  const home = {
    driveMs: duration[at * flat.size + end]!,
    workMs: 0,
    openings: [Number.NEGATIVE_INFINITY, untilMs],
  };
  const { rules, state } = hours!;
  return { rules, state, zeroAt: flat.problem.zeroAt, fromMs, stops: [...stops, home] };
}

/** Whether each stop could be reached in time by drivers who were fully rested at any one stop before it. */
function couldBeInTime({ rules, fromMs, stops }: PlanBreaks): boolean {
  const leaves = [fromMs];
  for (const [index, { workMs, openings }] of stops.entries()) {
    let driveMs = 0;
    let workedMs = 0;
    let arriveMs = 0;
    for (let from = index; from >= 0; from--) {
      driveMs += stops[from]!.driveMs;
      const tookMs = driveMs + workedMs + leastRestMs(rules, driveMs);
      arriveMs = Math.max(arriveMs, leaves[from]! + tookMs);
      workedMs += stops[from - 1]?.workMs ?? 0;
    }
    const startMs = nextOpening(openings, arriveMs);
    if (!Number.isFinite(startMs)) return false;
    leaves.push(startMs + workMs);
  }
  return true;
}
