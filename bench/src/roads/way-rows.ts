import type { Position } from "@msafara/kernel";
import { figureOf } from "../figure.ts";
import { shown } from "../print-rows.ts";
import { judge, type Row } from "../row.ts";
import { costOver, type NgraphFinder } from "./ngraph-finder.ts";
import type { City, Pair } from "./open-city.ts";
import type { Plan } from "./plan.ts";
import {
  longQuestionTimes,
  quickestTimes,
  type QuestionTimes,
  questionTimes,
} from "./question-times.ts";

const FASTER_MIN = 500;
/** In hundredths of one query of NBA: what OSRM takes for snapping, way and line where NBA takes 27 ms. */
const ROUTE_MEDIAN_MAX = 100 / 80;
const ROUTE_P99_MAX = 100 / 5;
const E7 = 10_000_000;
/** People stand beside the road, not on a junction. */
const BESIDE_E7 = 700;

/** What ways cost to find, and the peer's median that everything else is held against. */
export interface WayRows {
  readonly rows: readonly Row[];
  readonly nbaMs: number;
}

interface Round {
  readonly ours: QuestionTimes;
  readonly paths: QuestionTimes;
  readonly routes: QuestionTimes;
  readonly nba: QuestionTimes;
}

/** How long a way takes to find on New York, beside ngraph.path, rounds of both in turn. */
export function wayRows(city: City, plan: Plan, ngraph: NgraphFinder): WayRows {
  const few = city.pairs.slice(0, plan.slowPairs);
  const stops = city.pairs.map((pair) => [pair.from, pair.to].map((node) => beside(city, node)));
  const route = (ends: readonly Position[]) =>
    city.router.route({ stops: ends.map((position) => ({ position })), withSteps: false });
  for (const ends of stops.slice(0, 100)) route(ends);
  questionTimes(city.pairs, city.costOf);
  const rounds = Array.from({ length: plan.rounds }, (): Round => {
    return {
      ours: questionTimes(city.pairs, city.costOf),
      paths: questionTimes(city.pairs, city.pathOf),
      routes: questionTimes(stops, route),
      nba: longQuestionTimes(few, ({ from, to }) => ngraph(from, to)),
    };
  });
  const exact = few.filter((pair) => isExact(city, ngraph, pair)).length;
  const rows = rowsOf(rounds, `${exact} of ${few.length} of its answers cost what ours do`);
  return { rows, nbaMs: figureOf(rounds.map(({ nba }) => nba.medianMs)).median };
}

function rowsOf(rounds: readonly Round[], exact: string): readonly Row[] {
  const figure = (pick: (round: Round) => number) => figureOf(rounds.map(pick));
  const p99 = (pick: (round: Round) => QuestionTimes) =>
    `p99 ${shown(figure((round) => pick(round).p99Ms).median)} ms`;
  const ms = (question: string, pick: (round: Round) => QuestionTimes) =>
    judge({
      question,
      unit: "ms",
      figure: figure((round) => pick(round).medianMs),
      note: p99(pick),
    });
  return [
    { ...ms("ngraph.path NBA, junction to junction", ({ nba }) => nba), note: exact },
    ms("ours, what a way costs", ({ ours }) => ours),
    ms("ours, the way itself", ({ paths }) => paths),
    judge({
      question: "  how many times faster than NBA is a cost?",
      unit: "times",
      figure: figure(({ ours, nba }) => nba.medianMs / ours.medianMs),
      target: { atLeast: FASTER_MIN },
    }),
    ms("ours, both points snapped, way, line", ({ routes }) => routes),
    judge({
      question: "  median, of one NBA query",
      unit: "%",
      figure: figure(({ routes, nba }) => (routes.medianMs / nba.medianMs) * 100),
      target: { atMost: ROUTE_MEDIAN_MAX },
    }),
    judge({
      question: "  p99, of the median of one NBA query",
      unit: "%",
      figure: figure(({ routes, nba }) => (routes.p99Ms / nba.medianMs) * 100),
      target: { atMost: ROUTE_P99_MAX },
    }),
    slowestRow(rounds),
  ];
}

/** What is slow by itself, in every round; what came between, be it others or our own garbage, is left out. */
function slowestRow(rounds: readonly Round[]): Row {
  const { p99Ms } = quickestTimes(rounds.map(({ routes }) => routes));
  return judge({
    question: "  p99 of each pair's quickest round: what no other work came between",
    unit: "%",
    figure: figureOf(rounds.map(({ nba }) => (p99Ms / nba.medianMs) * 100)),
  });
}

function beside({ roads: { graph } }: City, node: number): Position {
  return { lat: (graph.lat[node]! + BESIDE_E7) / E7, lng: graph.lng[node]! / E7 };
}

function isExact({ roads, cost, costOf }: City, ngraph: NgraphFinder, pair: Pair): boolean {
  return costOver(roads.graph, cost, ngraph(pair.from, pair.to)) === costOf(pair);
}
