import type { LoadLeftOut, RoadWords, TourLoad, TourTruck, ToursQuestion } from "@msafara/domain";
import { explainUnserved, type Unserved, type UnservedReason } from "../tour/explain-unserved.ts";
import type { TourMatrix, TourProblem } from "../tour/problem.ts";
import type { TourPlan } from "../tour/tour-plan.ts";
import { APART } from "./apart.ts";
import type { AnswerRoom } from "./answer-room.ts";
import { isReached } from "./fleet-matrices.ts";
import { tellChange } from "./tell-change.ts";

/** Looking for the smallest change takes long where much is left out: reasons come first, changes as time allows. */
const EXPLAIN_MS = 1_000;

/** What the planner finds, and what is found before and beside it. */
type Why = UnservedReason | "no-way" | "no-road-near" | "not-looked-into";

const WORDS: Readonly<Record<Why, RoadWords>> = {
  "held-by-another": {
    en: "Another truck holds it already",
    sw: "Lori lingine tayari limeuchukua",
  },
  "skill-missing": {
    en: "The truck lacks what the load needs",
    sw: "Lori halina kinachohitajika kwa mzigo huu",
  },
  "too-large": {
    en: "The load is larger than the truck",
    sw: "Mzigo ni mkubwa kuliko lori",
  },
  "too-late": {
    en: "The truck would come too late even with nothing else to do",
    sw: "Lori lingechelewa hata kama lisingekuwa na kazi nyingine",
  },
  "beyond-hours": {
    en: "The driver's hours do not allow it",
    sw: "Saa za kazi za dereva haziruhusu",
  },
  "no-room-left": {
    en: "There is no time or room left beside what the truck does already",
    sw: "Hakuna muda wala nafasi kando ya kazi ambazo lori linazo tayari",
  },
  "not-worth-it": {
    en: "It would cost more than leaving it out",
    sw: "Ingegharimu zaidi kuliko kuuacha",
  },
  "no-way": {
    en: "No way leads it to all stops of this load",
    sw: "Hakuna njia ya kulifikisha kwenye vituo vyote vya mzigo huu",
  },
  "no-road-near": {
    en: "There is no road that it may drive near a stop of this load",
    sw: "Hakuna barabara ambayo linaruhusiwa karibu na kituo cha mzigo huu",
  },
  "not-looked-into": {
    en: "Not looked into: too much is left out",
    sw: "Haikuchunguzwa: mizigo mingi mno imeachwa",
  },
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
  const hasTime = () => ticks() - startedAt <= EXPLAIN_MS;
  const explained = new Map(
    explainUnserved(problem, plan, hasTime).map((one) => [one.jobId, told(problem, one)]),
  );
  return plan.unserved.map((jobId) => explained.get(jobId) ?? unexplained(asked, jobId));
}

/** A load near whose stops no truck may drive: no plan was needed to see that. */
export function tellStray({ id }: TourLoad, trucks: readonly TourTruck[]): LoadLeftOut {
  const said = { en: "Correct the position of the stop", sw: "Rekebisha mahali pa kituo" };
  const changes = [{ change: "another-position", loadId: id, said }];
  return {
    loadId: id,
    reasons: forAll(trucks, "no-road-near"),
    changes,
    together: [],
    isExplained: true,
  };
}

function unexplained({ trucks }: ToursQuestion, loadId: string): LoadLeftOut {
  const reasons = forAll(trucks, "not-looked-into");
  return { loadId, reasons, changes: [], together: [], isExplained: false };
}

function told(
  problem: TourProblem,
  { jobId, reasons, changes, together, isWhole }: Unserved,
): LoadLeftOut {
  return {
    loadId: jobId,
    reasons: reasons.map(({ vehicleId, why }) => {
      const apart = why === "too-late" ? whyApart(problem, { jobId, vehicleId }) : undefined;
      return reasonOf(vehicleId, apart ?? why);
    }),
    changes: changes.map(tellChange),
    together: together.map(tellChange),
    isExplained: isWhole,
  };
}

/** The planner knows times alone: what no way of a truck leads to is too late for it at any hour. */
function whyApart(
  { matrix, jobs, vehicles }: TourProblem,
  { jobId, vehicleId }: { readonly jobId: string; readonly vehicleId: string },
): "no-road-near" | "no-way" | undefined {
  const { pickup, delivery } = jobs.find(({ id }) => id === jobId)!;
  const {
    matrix: own = matrix,
    startPlace,
    endPlace,
  } = vehicles.find(({ id }) => id === vehicleId)!;
  const calls = [pickup?.place, delivery?.place];
  if (calls.some((place) => place !== undefined && !isReached(own, place))) return "no-road-near";
  return isCut(own, [startPlace, ...calls, endPlace]) ? "no-way" : undefined;
}

/** Whether nothing leads from one of these to the next. */
function isCut({ size, durationMs }: TourMatrix, along: readonly (number | undefined)[]): boolean {
  const places = along.filter((place) => place !== undefined);
  return places.slice(1).some((to, i) => durationMs[places[i]! * size + to]! >= APART);
}

function forAll(trucks: readonly TourTruck[], why: Why): LoadLeftOut["reasons"] {
  return trucks.map(({ id }) => reasonOf(id, why));
}

function reasonOf(truckId: string, why: Why): LoadLeftOut["reasons"][number] {
  return { truckId, why, said: WORDS[why] };
}
