import {
  type LegCosts,
  nearestNeighbour,
  orOpt,
  type RoundTrip,
  roundTripCost,
  seededDice,
  timeBudget,
  twoOpt,
} from "@msafara/routing";
import { bestKnown, readTsplib } from "@msafara/routing/specs";
import { figureOf } from "../figure.ts";
import { judge, type Row } from "../row.ts";
import { cpuTicks } from "./cpu-ms.ts";

/** All that are at hand, from 52 stops to 1,173. */
const INSTANCES = [
  "berlin52",
  "st70",
  "eil101",
  "bier127",
  "ch150",
  "d198",
  "kroA200",
  "gil262",
  "a280",
  "pr299",
  "lin318",
  "pcb442",
  "u574",
  "rat575",
  "d657",
  "u724",
  "rat783",
  "pr1002",
  "vm1084",
  "pcb1173",
];
const GAPS_MAX = { 300: 1.2, 1_000: 0.8 } as const;

interface Gaps {
  readonly greedy: number;
  readonly uncrossed: number;
  readonly short: number;
  readonly long: number;
  readonly isNeverWorse: boolean;
}

/** How far rounds of stops are above the best that is known, in hundredths of it. */
export function roundRows(scale: number): readonly Row[] {
  const all = INSTANCES.flatMap((name) => {
    const legs = readTsplib(name);
    const best = bestKnown(name);
    return legs === undefined || best === undefined ? [] : [gapsOf(legs, best.cost, scale)];
  });
  const gap = (question: string, pick: (gaps: Gaps) => number, atMost?: number) => {
    const each = figureOf(all.map(pick));
    // The mean is what is judged; the least and the most are of single instances.
    const mean = all.reduce((sum, gaps) => sum + pick(gaps), 0) / all.length;
    const target = atMost === undefined ? {} : { target: { atMost } };
    return judge({ question, unit: "% mean", figure: { ...each, median: mean }, ...target });
  };
  return [
    gap(`${all.length} rounds of TSPLIB: nearest neighbour`, ({ greedy }) => greedy),
    gap("  and 2-opt", ({ uncrossed }) => uncrossed),
    gap("  Or-opt with kicks, 0.3 s of CPU", ({ short }) => short, GAPS_MAX[300]),
    gap("  Or-opt with kicks, 1 s of CPU", ({ long }) => long, GAPS_MAX[1_000]),
    judge({
      question: "  rounds on which it is worse than nearest neighbour and 2-opt",
      unit: "rounds",
      figure: figureOf([all.filter(({ isNeverWorse }) => !isNeverWorse).length]),
      target: { atMost: 0 },
    }),
  ];
}

function gapsOf(legs: LegCosts, best: number, scale: number): Gaps {
  const gap = (trip: RoundTrip) => (roundTripCost(legs, trip) / best - 1) * 100;
  const within = (ms: number) => {
    const budget = timeBudget(cpuTicks(), ms * scale);
    return gap(orOpt({ legs, budget, dice: seededDice(1) }));
  };
  const greedy = nearestNeighbour(legs);
  const uncrossed = gap(twoOpt(legs, greedy));
  const [short, long] = [within(300), within(1_000)];
  const isNeverWorse = short <= uncrossed && long <= uncrossed;
  return { greedy: gap(greedy), uncrossed, short, long, isNeverWorse };
}
