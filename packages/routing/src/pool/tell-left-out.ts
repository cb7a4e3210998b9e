import { unreachable } from "@msafara/kernel";
import { explainUnserved, type Unserved, type UnservedReason } from "../tour/explain-unserved.ts";
import type { ProblemChange } from "../tour/problem-change.ts";
import type { TourProblem } from "../tour/problem.ts";
import type { TourPlan } from "../tour/tour-plan.ts";
import type { AnswerRoom } from "./answer-room.ts";
import type { LoadLeftOut } from "./roads-answer.ts";
import type { ToursQuestion } from "./roads-question.ts";

/** Looking for the smallest change takes long where much is left out: the first loads are explained, as time allows. */
const EXPLAIN_MS = 1_000;
const MINUTE_MS = 60_000;
const NOT_LOOKED_INTO = "Not looked into: too much is left out";

const WHY: Readonly<Record<UnservedReason, string>> = {
  "held-by-another": "Another truck holds it already",
  "skill-missing": "The truck lacks what the load needs",
  "too-large": "The load is larger than the truck",
  "too-late": "The truck would come too late even with nothing else to do",
  "beyond-hours": "The driver's hours do not allow it",
  "no-room-left": "There is no time or room left beside what the truck does already",
  "not-worth-it": "It would cost more than leaving it out",
};

/** A plan, and what was asked. */
export interface LeftOutAsked {
  readonly asked: ToursQuestion;
  readonly problem: TourProblem;
  readonly plan: TourPlan;
}

/** Says of each load that a plan leaves out why, and the smallest changes that would help. */
export function tellLeftOut(
  { ticks }: Pick<AnswerRoom, "ticks">,
  { asked, problem, plan }: LeftOutAsked,
): readonly LoadLeftOut[] {
  const startedAt = ticks();
  return plan.unserved.flatMap((jobId) => {
    if (ticks() - startedAt > EXPLAIN_MS) return [unexplained(asked, jobId)];
    return explainUnserved(problem, { ...plan, unserved: [jobId] }).map(told);
  });
}

function unexplained({ trucks }: ToursQuestion, loadId: string): LoadLeftOut {
  const reasons = trucks.map(({ id }) => ({ truckId: id, why: NOT_LOOKED_INTO }));
  return { loadId, reasons, changes: [] };
}

function told({ jobId, reasons, changes, together }: Unserved): LoadLeftOut {
  return {
    loadId: jobId,
    reasons: reasons.map(({ vehicleId, why }) => ({ truckId: vehicleId, why: WHY[why] })),
    changes:
      together.length === 0
        ? changes.map(sayChange)
        : [`Together: ${together.map(sayChange).join("; ")}`],
  };
}

/** Says a change to a dispatcher. */
function sayChange(change: ProblemChange): string {
  switch (change.change) {
    case "later-window":
      return `Let the ${change.what} of ${change.jobId} begin ${minutes(change.byMs)} later`;
    case "later-deadline":
      return `Let ${change.jobId} be done ${minutes(change.byMs)} later`;
    case "longer-shift":
      return `Let the shift of ${change.vehicleId} end ${minutes(change.byMs)} later`;
    case "more-capacity":
      return `Give ${change.vehicleId} room for ${roomOf(change.capacity)}`;
    case "more-skills":
      return `Equip ${change.vehicleId} with ${change.skills.join(" and ")}`;
    case "higher-prize":
      return `Pay more for ${change.jobId}`;
    case "another-truck":
      return `Send one more truck like ${change.likeVehicleId}`;
    default:
      return unreachable(change);
  }
}

function minutes(ms: number): string {
  const all = Math.ceil(ms / MINUTE_MS);
  if (all < 60) return `${all} min`;
  return all % 60 === 0 ? `${all / 60} h` : `${Math.floor(all / 60)} h ${all % 60} min`;
}

function roomOf([kg = 0, m3]: readonly number[]): string {
  return m3 === undefined || m3 >= 1_000_000 ? `${kg} kg` : `${kg} kg and ${m3} m³`;
}
