import { figureOf } from "../figure.ts";
import { shown } from "../print-rows.ts";
import { judge, type Row } from "../row.ts";
import { elidedIn } from "./count-commits.ts";
import { diskFlush } from "./disk-flush.ts";
import type { Peaks } from "./find-peaks.ts";
import { measureTurns, type Turns } from "./measure-turns.ts";
import { type Engine, openEngine } from "./open-engine.ts";
import type { Stand } from "./stand.ts";

/** One round of everything, one after the other. */
interface Round {
  readonly flushMs: number;
  readonly raw1: number;
  readonly raw2: number;
  readonly oneStatement: number;
  readonly sixStatements: number;
  readonly plain: Turns;
  readonly elided: Turns;
  readonly extras: Turns;
}

/** How many turns a second, beside the limits and what one would write by hand. */
export async function turnRows(stand: Stand, peaks: Peaks): Promise<readonly Row[]> {
  const { ground, plan } = stand;
  const anybody = await openEngine(ground, { name: "anybody", receivers: "any" });
  const extras = await openEngine(ground, {
    name: "extras",
    receivers: "another-lane",
    extras: true,
  });
  const rounds: Round[] = [];
  for (let i = 0; i < plan.rounds; i++) {
    rounds.push(await playRound(stand, peaks, { anybody, extras }));
  }
  await anybody.close();
  await extras.close();
  return [...limitRows(rounds, peaks), ...ourRows(rounds, peaks), ...variantRows(rounds)];
}

async function playRound(
  { ground, baselines, engine, plan }: Stand,
  peaks: Peaks,
  { anybody, extras }: { readonly anybody: Engine; readonly extras: Engine },
): Promise<Round> {
  const { baselineMs, turnsMs } = plan;
  const wish = { parcels: peaks.parcels, lastsMs: turnsMs };
  await ground.tell("CHECKPOINT");
  return {
    flushMs: await diskFlush(ground.folder),
    raw1: await baselines.raw(1, baselineMs),
    plain: await measureTurns({ ground, engine }, wish),
    raw2: await baselines.raw(2, baselineMs),
    elided: await measureTurns({ ground, engine: anybody }, wish),
    oneStatement: await baselines.oneStatement(peaks.oneStatement, baselineMs),
    extras: await measureTurns({ ground, engine: extras }, wish),
    sixStatements: await baselines.sixStatements(peaks.sixStatements, baselineMs),
  };
}

function limitRows(rounds: readonly Round[], peaks: Peaks): readonly Row[] {
  const row = (question: string, unit: string, pick: (round: Round) => number) =>
    judge({ question, unit, figure: figureOf(rounds.map(pick)) });
  return [
    row("flush of 8 KB where the server keeps its data", "ms", ({ flushMs }) => flushMs),
    row("raw unnest of jsonb, 500 rows a transaction, 1 connection", "rows/s", ({ raw1 }) => raw1),
    row("the same over 2 connections", "rows/s", ({ raw2 }) => raw2),
    row(
      `by hand: one CTE a message, ${peaks.oneStatement} connections`,
      "turns/s",
      ({ oneStatement }) => oneStatement,
    ),
    row(
      `by hand: six statements a message, ${peaks.sixStatements} connections`,
      "turns/s",
      ({ sixStatements }) => sixStatements,
    ),
  ];
}

function ourRows(rounds: readonly Round[], peaks: Peaks): readonly Row[] {
  const figure = (pick: (round: Round) => number) => figureOf(rounds.map(pick));
  return [
    judge({
      question: `ours: durable turns, ${peaks.parcels} parcels, nothing elided`,
      unit: "turns/s",
      figure: figure(({ plain }) => plain.perSecond),
      note: wrote(rounds, "plain"),
    }),
    judge({
      question: "how much of the raw rows over 2 connections?",
      unit: "times",
      figure: figure(({ plain, raw2 }) => plain.perSecond / raw2),
      target: { atLeast: 0.25 },
    }),
    judge({
      question: "how much more than one CTE a message?",
      unit: "times",
      figure: figure(({ plain, oneStatement }) => plain.perSecond / oneStatement),
      target: { atLeast: 3 },
    }),
    judge({
      question: "how much CPU a turn, over all processes?",
      unit: "us",
      figure: figure(({ plain }) => plain.oursUs + plain.serverUs),
      target: { atMost: 50 },
      note: cpu(rounds, "plain"),
    }),
  ];
}

function variantRows(rounds: readonly Round[]): readonly Row[] {
  const rows = (name: "elided" | "extras", question: string) => [
    judge({
      question,
      unit: "turns/s",
      figure: figureOf(rounds.map((round) => round[name].perSecond)),
      note: wrote(rounds, name),
    }),
    judge({
      question: "  CPU a turn",
      unit: "us",
      figure: figureOf(rounds.map((round) => round[name].oursUs + round[name].serverUs)),
      note: cpu(rounds, name),
    }),
  ];
  return [
    ...rows("elided", "receivers as they come: some are elided"),
    ...rows("extras", "nothing elided, a view row a turn and a timer every ten"),
  ];
}

/** What a turn of this kind wrote, in the middle round. */
function wrote(rounds: readonly Round[], name: "plain" | "elided" | "extras"): string {
  const turns = rounds.map((round) => round[name]);
  const { written } = turns[Math.floor(turns.length / 2)]!;
  const each = (count: number) => (count / written.turns).toFixed(2);
  const p50 = figureOf(turns.map((it) => it.p50)).median;
  const p99 = figureOf(turns.map((it) => it.p99)).median;
  return (
    `a turn: ${each(written.agents)} states, ${each(written.events)} events, ` +
    `${each(written.mail)} messages written and ${each(written.consumed)} deleted, ` +
    `${each(written.views)} view rows, ${each(written.timers)} timers set and ` +
    `${each(written.fired)} fired; elided ${each(elidedIn(written))}; ` +
    `${shown(written.turns / written.batches)} turns a commit; ` +
    `sent to durable p50 ${shown(p50)} ms, p99 ${shown(p99)} ms`
  );
}

function cpu(rounds: readonly Round[], name: "plain" | "elided" | "extras"): string {
  const ours = figureOf(rounds.map((round) => round[name].oursUs)).median;
  const server = figureOf(rounds.map((round) => round[name].serverUs)).median;
  return `${shown(ours)} in Node, ${shown(server)} in PostgreSQL`;
}
