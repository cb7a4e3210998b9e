import { assert, isRefusal } from "@msafara/kernel";
import {
  bundleLoads,
  type Bundles,
  explainUnserved,
  roundsBudget,
  seededDice,
  timeBudget,
  type TourProblem,
} from "@msafara/routing";
import { checkTours } from "@msafara/routing/specs";
import { figureOf, quantile } from "../figure.ts";
import { judge, type Row } from "../row.ts";
import { type Corridor, corridorMarket, openCorridor } from "./corridor-market.ts";
import { cpuMs, cpuTicks } from "./cpu-ms.ts";
import type { Plan } from "./plan.ts";
import { singleLoads, type SingleLoads } from "./single-loads.ts";

const LOADS = 200;
const TRUCKS = 100;
/** What the search is given, of the two seconds it may take with all around it. */
const BUDGET_MS = 1_500;
const SOLVED_S_MAX = 2;
const EMPTY_LESS_MIN = 20;
const SMALL = { loads: 12, trucks: 4 };
const SMALL_ROUNDS = 25;
/** To find the least change for each load takes far longer than to leave it out. */
const EXPLAINED_EVERY = 50;

interface Market {
  readonly tookMs: number;
  readonly served: number;
  readonly singlesServed: number;
  /** Of the loads that the best greedy hauls, and of all per kilometre with something aboard; in hundredths. */
  readonly lessOnSame: number;
  readonly lessPerKm: number;
  readonly wrong: readonly string[];
}

/** How well open loads are shared out among many trucks, beside a dispatcher who gives them out one by one (C8). */
export async function bundleRows(plan: Plan, scale: number): Promise<readonly Row[]> {
  const corridor = await openCorridor();
  const markets = Array.from({ length: plan.markets }, (_, seed) =>
    shareOut(corridor, seed + 1, scale),
  );
  const tookS = markets.map(({ tookMs }) => tookMs / scale / 1_000);
  const p95 = quantile(Float64Array.from(tookS).toSorted(), 0.95);
  const row = (question: string, pick: (market: Market) => number, target?: Row["target"]) => {
    const each = markets.map(pick);
    const mean = each.reduce((sum, one) => sum + one, 0) / each.length;
    const figure = { ...figureOf(each), median: mean };
    return { question, figure, ...(target === undefined ? {} : { target }) };
  };
  const atLeast = EMPTY_LESS_MIN;
  return [
    judge({
      question: `${LOADS} open loads shared out among ${TRUCKS} trucks, p95 of ${markets.length} markets`,
      unit: "s of CPU",
      figure: { ...figureOf(tookS), median: p95 },
      target: { atMost: SOLVED_S_MAX },
      note: `as of a machine where NBA takes 27 ms; here they take ${scale.toFixed(2)} times as long`,
    }),
    judge({
      ...row("  less empty km than the best greedy, same loads", (m) => m.lessOnSame, { atLeast }),
      unit: "% mean",
    }),
    judge({
      ...row("  less empty km per loaded km, all loads", (m) => m.lessPerKm, { atLeast }),
      unit: "% mean",
    }),
    judge({ ...row("  loads hauled, two aboard at once", (m) => m.served), unit: "loads mean" }),
    judge({ ...row("  loads hauled by the greedy", (m) => m.singlesServed), unit: "loads mean" }),
    judge({
      ...row("  violations an independent judge finds", (m) => m.wrong.length, { atMost: 0 }),
      unit: "mean",
      ...noteOf(markets.flatMap(({ wrong }) => wrong)),
    }),
    smallRow(corridor, plan.smallMarkets),
  ];
}

function shareOut(corridor: Corridor, seed: number, scale: number): Market {
  const problem = corridorMarket(corridor, { loads: LOADS, trucks: TRUCKS, seed });
  const [empty, profit] = [singleLoads(problem, "empty"), singleLoads(problem, "profit")];
  const greedy = perKm(profit) < perKm(empty) ? profit : empty;
  const began = cpuMs();
  const all = bundled(problem, scale);
  const tookMs = cpuMs() - began;
  const hauled = new Set(greedy.loadIds);
  // Without a prize a load is hauled whatever it costs.
  const jobs = problem.jobs
    .filter(({ id }) => hauled.has(id))
    .map(({ prize: _pay, ...load }) => load);
  const same = bundled({ ...problem, jobs }, scale);
  const left = same.unserved.map((id) => `${id} is left to the greedy`);
  return {
    tookMs,
    served: LOADS - all.unserved.length,
    singlesServed: greedy.loadIds.length,
    lessOnSame: (1 - same.emptyM / greedy.emptyM) * 100,
    lessPerKm: (1 - perKm(all) / perKm(greedy)) * 100,
    wrong: [
      ...checkTours(problem, all.plan),
      ...checkTours({ ...problem, jobs }, same.plan),
      ...left,
    ],
  };
}

function bundled(problem: TourProblem, scale: number): Bundles {
  const budget = timeBudget(cpuTicks(), BUDGET_MS * scale);
  const bundles = bundleLoads({ problem, budget, dice: seededDice(1) });
  assert(!isRefusal(bundles), "a generated market is a sound problem");
  return bundles;
}

function perKm({ emptyM, loadedM }: Pick<SingleLoads, "emptyM" | "loadedM">): number {
  return emptyM / loadedM;
}

/** Small markets; of some, whatever is left out must be explained as well. */
function smallRow(corridor: Corridor, count: number): Row {
  const wrong = Array.from({ length: count }, (_, i) => {
    const problem = corridorMarket(corridor, { ...SMALL, seed: 1_000 + i });
    const budget = roundsBudget(SMALL_ROUNDS);
    const bundles = bundleLoads({ problem, budget, dice: seededDice(i) });
    assert(!isRefusal(bundles), "a generated market is a sound problem");
    const { plan } = bundles;
    if (i % EXPLAINED_EVERY > 0) return checkTours(problem, plan);
    const explained = explainUnserved(problem, plan).filter(({ reasons }) => reasons.length > 0);
    const silent = plan.unserved.length - explained.length;
    return [...checkTours(problem, plan), ...Array.from({ length: silent }, () => "unexplained")];
  }).flat();
  return judge({
    question: `violations in ${count} random markets of ${SMALL.loads} loads and ${SMALL.trucks} trucks`,
    unit: "in all",
    figure: figureOf([wrong.length]),
    target: { atMost: 0 },
    ...noteOf(wrong),
  });
}

function noteOf([first]: readonly string[]): { readonly note?: string } {
  return first === undefined ? {} : { note: first };
}
