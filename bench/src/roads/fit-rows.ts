import { costMatrix, customise, openMetric } from "@msafara/routing";
import { figureOf } from "../figure.ts";
import { judge, type Row } from "../row.ts";
import { cpuOf } from "./cpu-ms.ts";
import type { City } from "./open-city.ts";
import type { Plan } from "./plan.ts";

/** In queries of NBA. */
const CUSTOMISE_MAX = 4;
const MATRIX_MAX = 0.5;
const PLACES = 100;
const IN_A_ROW = 20;

/** What it costs to fit the hierarchy to new traffic, and to ask it for many pairs at once. */
export function fitRows({ roads, cost, pairs, readyMs }: City, plan: Plan, nbaMs: number) {
  const metric = customise(roads.cch, openMetric(roads.cch, cost));
  const from = pairs.slice(0, PLACES).map((pair) => pair.from);
  const to = pairs.slice(0, PLACES).map((pair) => pair.to);
  const fitting = Array.from({ length: plan.tries }, () =>
    cpuOf(() => customise(roads.cch, metric)),
  );
  // The system tells CPU in hundredths of a second: so many in a row make a figure.
  const inARow = () => {
    for (let i = 0; i < IN_A_ROW; i++) costMatrix(roads.cch, metric, { from, to });
  };
  inARow();
  const matrix = Array.from({ length: plan.tries }, () => cpuOf(inARow) / IN_A_ROW);
  const inQueries = (tookMs: readonly number[]) => figureOf(tookMs.map((ms) => ms / nbaMs));
  return [
    judge({
      question: "New York made ready once: order, hierarchy, squares",
      unit: "ms of CPU",
      figure: figureOf([readyMs]),
    }),
    judge({
      question: "all of New York fitted to new costs",
      unit: "ms of CPU",
      figure: figureOf(fitting),
    }),
    judge({
      question: "  in NBA queries",
      unit: "times",
      figure: inQueries(fitting),
      target: { atMost: CUSTOMISE_MAX },
    }),
    judge({
      question: `matrix of ${PLACES} × ${PLACES}`,
      unit: "ms of CPU",
      figure: figureOf(matrix),
    }),
    judge({
      question: "  in NBA queries",
      unit: "times",
      figure: inQueries(matrix),
      target: { atMost: MATRIX_MAX },
    }),
  ] satisfies readonly Row[];
}
