import { figureOf } from "../figure.ts";
import { shown } from "../print-rows.ts";
import { judge, type Row } from "../row.ts";
import { type AskLatency, askLatency, asksInTurn } from "./ask-latency.ts";
import type { Quantiles } from "../waits.ts";
import type { OneRow } from "./one-row.ts";
import { COURIERS } from "./open-engine.ts";
import { withClients } from "./open-ground.ts";
import type { Stand } from "./stand.ts";

const ASKS_PER_SECOND = 1_000;
const ONE_ROW_MS = 800;
const PACED_MS = 1_500;
/** A lone insert that takes longer, or differs more from round to round, has company on the machine. */
const QUIET_P99_MS = 3;
const QUIET_SPREAD = 3;

/** Each ask has the row that came in the same way: in turn, or at the same pace. */
interface Measured {
  readonly alone: OneRow[];
  readonly paced: Quantiles[];
  readonly asks: AskLatency[];
  readonly inTurn: AskLatency[];
}

/**
 * How long an ask with an idempotency key takes to be durable, beside a row that comes the same way. A
 * row at a pace takes half as long again as one that follows another without a breath, for the machine
 * falls asleep between two: that is neither the row's doing nor the ask's (decision 0005).
 */
export async function askRows(stand: Stand): Promise<readonly Row[]> {
  const measured = await measure(stand);
  const { alone, paced, asks, inTurn } = measured;
  const p99s = figureOf(alone.map(({ p99 }) => p99));
  const isQuiet = p99s.max <= QUIET_P99_MS && p99s.max <= QUIET_SPREAD * p99s.min;
  const failed = [...asks, ...inTurn].reduce((sum, latency) => sum + latency.failed, 0);
  const target = { atMost: 3 };
  return [
    ...limitRows(measured, isQuiet),
    judge({
      question: `an ask with a key is durable at ${shown(ASKS_PER_SECOND)} a second, p50`,
      unit: "ms",
      figure: p50Of(asks),
      note: `${failed} asks failed`,
    }),
    judge({
      question: "how many times one row inserted at the same pace (p50)?",
      unit: "times",
      figure: figureOf(asks.map(({ p50 }, i) => p50 / paced[i]!.p50)),
      target,
      isQuiet,
    }),
    judge({
      question: "asks one after the other: how many times rows one after the other (p50)?",
      unit: "times",
      figure: figureOf(inTurn.map(({ p50 }, i) => p50 / alone[2 * i + 1]!.p50)),
      target,
      isQuiet,
    }),
    judge({
      question: "asks at a pace: how many times rows one after the other (p50)?",
      unit: "times",
      figure: figureOf(asks.map(({ p50 }, i) => p50 / alone[2 * i]!.p50)),
    }),
    judge({
      question: "an ask with a key is durable, p99",
      unit: "ms",
      figure: figureOf(asks.map(({ p99 }) => p99)),
      target: { atMost: 5 },
      isQuiet,
    }),
  ];
}

async function measure({ baselines, engine, plan }: Stand): Promise<Measured> {
  const measured: Measured = { alone: [], paced: [], asks: [], inTurn: [] };
  await keepHouse(engine.url);
  // Whatever runs for the first time is slow; nobody asks how slow.
  await baselines.pacedRows(ASKS_PER_SECOND, ONE_ROW_MS);
  for (let round = 0; round < plan.latencyRounds; round++) {
    measured.alone.push(await baselines.oneRow(ONE_ROW_MS));
    const pace = { perSecond: ASKS_PER_SECOND, lastsMs: plan.asksMs };
    const whom = (i: number) => COURIERS[(i * 7_919) % COURIERS.length]!;
    measured.asks.push(await askLatency(engine.caller, { ...pace, whom }));
    measured.paced.push(await baselines.pacedRows(ASKS_PER_SECOND, PACED_MS));
    measured.inTurn.push(await asksInTurn(engine.caller, { lastsMs: ONE_ROW_MS, whom }));
    measured.alone.push(await baselines.oneRow(ONE_ROW_MS));
  }
  return measured;
}

/** The question is a quiet machine's: what two minutes of peaks left to the server is done first. */
async function keepHouse(url: string): Promise<void> {
  await withClients({ url, count: 1 }, async ([client]) => {
    await client!.query("VACUUM ANALYZE");
    await client!.query("CHECKPOINT");
  });
}

function limitRows({ alone, paced }: Measured, isQuiet: boolean): readonly Row[] {
  return [
    judge({ question: "one row inserted after the other, p50", unit: "ms", figure: p50Of(alone) }),
    judge({
      question: "one row inserted after the other, p99",
      unit: "ms",
      figure: figureOf(alone.map(({ p99 }) => p99)),
      note: `the machine ${isQuiet ? "is quiet" : "is not quiet"}`,
    }),
    judge({
      question: `one row inserted at ${shown(ASKS_PER_SECOND)} a second, p50`,
      unit: "ms",
      figure: p50Of(paced),
    }),
  ];
}

function p50Of(measured: readonly { readonly p50: number }[]) {
  return figureOf(measured.map(({ p50 }) => p50));
}
