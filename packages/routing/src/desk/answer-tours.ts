import type { FoundTour, RoadsRefusal, ToursFound, ToursQuestion } from "@msafara/domain";
import { type Instant, isRefusal, refuse } from "@msafara/kernel";
import { roundsBudget, shorterOf, timeBudget } from "../tour/budget.ts";
import { seededDice } from "../tour/dice.ts";
import { planTours } from "../tour/plan-tours.ts";
import type { TourProblem } from "../tour/problem.ts";
import type { Tour, TourPlan } from "../tour/tour-plan.ts";
import type { AnswerRoom } from "./answer-room.ts";
import { refuseNonsense } from "./refuse-nonsense.ts";
import { tellLeftOut } from "./tell-left-out.ts";
import { callOf, tourProblem } from "./tour-problem.ts";

/** The same question is thought over in the same order, whoever is asked. */
const SEED = 561;
/** However long the matrix took, this part of the budget is left for planning. */
const PLANNING_SHARE = 0.25;
/** For so many rounds times the square of its loads a plan is thought over: of forty loads and fewer more found nothing. */
const ROUNDS = 100;

/** Plans who serves what, as long as one may think, and says of what is left out why that is. */
export function answerTours(
  room: AnswerRoom,
  asked: ToursQuestion,
  now: Instant,
): ToursFound | RoadsRefusal {
  const beganAt = room.ticks();
  const laid = tourProblem(room, asked, now);
  if (isRefusal(laid)) return laid;
  const { problem, strays } = laid;
  const leftMs = asked.budgetMs - (room.ticks() - beganAt);
  const time = timeBudget(room.ticks, Math.max(leftMs, asked.budgetMs * PLANNING_SHARE));
  const enough = roundsBudget(ROUNDS * Math.max(1, problem.jobs.length) ** 2);
  const budget = shorterOf(time, enough);
  const plan = planTours({ problem, budget, dice: seededDice(SEED) });
  if (isRefusal(plan)) return notPlanned(plan);
  return {
    ...room.basis,
    tours: plan.tours.map((tour) => tellTour(asked, problem, tour)),
    leftOut: [...strays, ...tellLeftOut(room, { asked, problem, plan })],
  };
}

function notPlanned(refused: Exclude<ReturnType<typeof planTours>, TourPlan>): RoadsRefusal {
  if (refused.refused === "tour-problem-nonsense") return refuseNonsense(refused.facts);
  return refuse("locked-not-possible", refused.facts);
}

function tellTour(asked: ToursQuestion, { zeroAt }: TourProblem, tour: Tour): FoundTour {
  const at = (ms: number) => Math.round(zeroAt + ms);
  return {
    truckId: tour.vehicleId,
    startAt: at(tour.startMs),
    endAt: at(tour.endMs),
    distanceM: tour.distanceM,
    drivingS: Math.round(tour.drivingMs / 1_000),
    visits: tour.visits.map(({ jobId, what, arriveMs, startMs, leaveMs }) => ({
      loadId: jobId,
      what,
      position: callOf(asked, { jobId, what }),
      arriveAt: at(arriveMs),
      startAt: at(startMs),
      leaveAt: at(leaveMs),
    })),
    pauses: tour.pauses.map(({ atMs, ms, dueTo }) => {
      return { fromAt: at(atMs), untilAt: at(atMs + ms), why: dueTo };
    }),
  };
}
