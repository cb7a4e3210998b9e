import { isRefusal } from "@msafara/kernel";
import { type HoursPlan, type HoursRefusal, planBreaks } from "../hours/plan-breaks.ts";
import type { FlatProblem } from "./flat-problem.ts";

/** Whether the driver of a run may drive these visits, with breaks where the law wants them. */
export function keepsHours(flat: FlatProblem, run: number, visits: readonly number[]): boolean {
  return !isRefusal(hoursPlan(flat, run, visits));
}

/** The visits of a run with their breaks; only for runs whose driver's hours are known. */
export function hoursPlan(
  flat: FlatProblem,
  run: number,
  visits: readonly number[],
): HoursPlan | HoursRefusal {
  const { start, end, fromMs, untilMs, hours } = flat.runs[run]!;
  let at = start;
  const stops = visits.map((visit) => {
    const driveMs = flat.duration[at * flat.size + flat.place[visit]!]!;
    at = flat.place[visit]!;
    return { driveMs, workMs: flat.serviceMs[visit]!, openings: flat.openings[visit]! };
  });
  const home = {
    driveMs: flat.duration[at * flat.size + end]!,
    workMs: 0,
    openings: [Number.NEGATIVE_INFINITY, untilMs],
  };
  const { rules, state } = hours!;
  return planBreaks({ rules, state, zeroAt: flat.problem.zeroAt, fromMs, stops: [...stops, home] });
}
