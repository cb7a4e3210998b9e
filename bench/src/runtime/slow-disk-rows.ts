import { figureOf } from "../figure.ts";
import { shown } from "../print-rows.ts";
import { judge, type Row } from "../row.ts";
import type { Peaks } from "./find-peaks.ts";
import { measureTurns } from "./measure-turns.ts";
import type { Stand } from "./stand.ts";

const DELAY_US = 4_000;
const ONE_ROW_MS = 600;
/**
 * With more connections more commits share a flush, on a slow disk above all. The figure that the target
 * was set by, 1,900 a second, is what eight reach; these are a common size of a pool. What the best number
 * without the delay reaches stands beside it.
 */
const CONNECTIONS = 16;

interface Round {
  readonly fastRow: number;
  readonly slowRow: number;
  readonly fast: number;
  readonly slow: number;
  readonly oneStatement: number;
  readonly oneStatementBest: number;
}

/** What is left of it when each flush takes 4 ms longer. */
export async function slowDiskRows(stand: Stand, peaks: Peaks): Promise<readonly Row[]> {
  const rounds: Round[] = [];
  for (let i = 0; i < stand.plan.slowRounds; i++) rounds.push(await playRound(stand, peaks));
  const figure = (pick: (round: Round) => number) => figureOf(rounds.map(pick));
  const addedMs = figure(({ fastRow, slowRow }) => slowRow - fastRow);
  return [
    judge({
      question: "with 4 ms in each flush: added to one row inserted alone (p50)",
      unit: "ms",
      figure: addedMs,
      note: "injected as commit_delay: the leader of each flush waits under the log's write lock",
    }),
    judge({
      question: `  by hand: one CTE a message, ${CONNECTIONS} connections`,
      unit: "turns/s",
      figure: figure(({ oneStatement }) => oneStatement),
    }),
    judge({
      question: `  by hand: one CTE a message, ${peaks.oneStatement} connections`,
      unit: "turns/s",
      figure: figure(({ oneStatementBest }) => oneStatementBest),
    }),
    judge({
      question: "  ours",
      unit: "turns/s",
      figure: figure(({ slow }) => slow),
      note: `${shown(figure(({ fast }) => fast).median)} without the delay, in the same minute`,
    }),
    judge({
      question: `  how much more than one CTE a message over ${CONNECTIONS} connections?`,
      unit: "times",
      figure: figure(({ slow, oneStatement }) => slow / oneStatement),
      target: { atLeast: 10 },
    }),
    judge({
      question: `  how much more than over ${peaks.oneStatement} connections?`,
      unit: "times",
      figure: figure(({ slow, oneStatementBest }) => slow / oneStatementBest),
    }),
    judge({
      question: "  how much of our own without the delay?",
      unit: "times",
      figure: figure(({ fast, slow }) => slow / fast),
      target: { atLeast: 0.6 },
    }),
  ];
}

async function playRound({ ground, engine, baselines, plan }: Stand, peaks: Peaks): Promise<Round> {
  const wish = { parcels: peaks.parcels, lastsMs: plan.turnsMs };
  const fastRow = await baselines.oneRow(ONE_ROW_MS);
  const fast = await measureTurns({ ground, engine }, wish);
  await delayFlushes(ground.tell, DELAY_US);
  try {
    const slowRow = await baselines.oneRow(ONE_ROW_MS);
    const oneStatement = await baselines.oneStatement(CONNECTIONS, plan.baselineMs);
    const oneStatementBest = await baselines.oneStatement(peaks.oneStatement, plan.baselineMs);
    const slow = await measureTurns({ ground, engine }, wish);
    return {
      fastRow: fastRow.p50,
      slowRow: slowRow.p50,
      fast: fast.perSecond,
      slow: slow.perSecond,
      oneStatement,
      oneStatementBest,
    };
  } finally {
    await delayFlushes(ground.tell, 0);
  }
}

async function delayFlushes(tell: (sql: string) => Promise<void>, delayUs: number): Promise<void> {
  await tell(`ALTER SYSTEM SET commit_delay = ${delayUs}`);
  await tell("ALTER SYSTEM SET commit_siblings = 0");
  await tell("SELECT pg_reload_conf()");
}
