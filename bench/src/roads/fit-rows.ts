import { costMatrix, customise, openMetric } from "@msafara/routing";
import { figureOf } from "../figure.ts";
import { judge, type Row } from "../row.ts";
import { cpuOf } from "./cpu-ms.ts";
import type { NgraphFinder } from "./ngraph-finder.ts";
import type { City } from "./open-city.ts";
import type { Plan } from "./plan.ts";
import { longQuestionTimes } from "./question-times.ts";

/** In queries of NBA. */
const CUSTOMISE_MAX = 4;
const MATRIX_MAX = 0.5;
const PLACES = 100;
const IN_A_ROW = 20;

interface Try {
  readonly fittingMs: number;
  readonly matrixMs: number;
  readonly nbaMs: number;
}

/** What it costs to fit the hierarchy to new traffic, and to ask it for many pairs at once, NBA asked in turn. */
export function fitRows(city: City, plan: Plan, ngraph: NgraphFinder): readonly Row[] {
  const tries = tryOut(city, plan, ngraph);
  const figure = (pick: (one: Try) => number) => figureOf(tries.map(pick));
  return [
    judge({
      question: "New York made ready once: order, hierarchy, squares",
      unit: "ms of CPU",
      figure: figureOf([city.readyMs]),
    }),
    judge({
      question: "all of New York fitted to new costs",
      unit: "ms of CPU",
      figure: figure(({ fittingMs }) => fittingMs),
    }),
    judge({
      question: "  in NBA queries",
      unit: "times",
      figure: figure(({ fittingMs, nbaMs }) => fittingMs / nbaMs),
      target: { atMost: CUSTOMISE_MAX },
    }),
    judge({
      question: `matrix of ${PLACES} × ${PLACES}`,
      unit: "ms of CPU",
      figure: figure(({ matrixMs }) => matrixMs),
    }),
    judge({
      question: "  in NBA queries",
      unit: "times",
      figure: figure(({ matrixMs, nbaMs }) => matrixMs / nbaMs),
      target: { atMost: MATRIX_MAX },
    }),
  ];
}

function tryOut({ roads, cost, pairs }: City, plan: Plan, ngraph: NgraphFinder): readonly Try[] {
  const metric = customise(roads.cch, openMetric(roads.cch, cost));
  const from = pairs.slice(0, PLACES).map((pair) => pair.from);
  const to = pairs.slice(0, PLACES).map((pair) => pair.to);
  // The system tells CPU in hundredths of a second: so many in a row make a figure.
  const inARow = () => {
    for (let i = 0; i < IN_A_ROW; i++) costMatrix(roads.cch, metric, { from, to });
  };
  inARow();
  // A ratio means most between what was measured in the same seconds.
  const few = pairs.slice(0, plan.slowPairs);
  return Array.from({ length: plan.tries }, (): Try => {
    const nba = longQuestionTimes(few, (pair) => ngraph(pair.from, pair.to));
    const fittingMs = cpuOf(() => customise(roads.cch, metric));
    return { nbaMs: nba.medianMs, fittingMs, matrixMs: cpuOf(inARow) / IN_A_ROW };
  });
}
