import { figureOf } from "../figure.ts";
import { shown } from "../print-rows.ts";
import { judge, type Row } from "../row.ts";
import { askLatency } from "./ask-latency.ts";
import type { OneRow } from "./one-row.ts";
import { COURIERS } from "./open-engine.ts";
import type { Stand } from "./stand.ts";

const ASKS_PER_SECOND = 1_000;
const ONE_ROW_MS = 800;
/** A lone insert that takes longer, or differs more from round to round, has company on the machine. */
const QUIET_P99_MS = 3;
const QUIET_SPREAD = 3;

/** How long an ask with an idempotency key takes to be durable, beside a row inserted alone. */
export async function askRows({ baselines, engine, plan }: Stand): Promise<readonly Row[]> {
  const alone: OneRow[] = [];
  const asks: { readonly p50: number; readonly p99: number }[] = [];
  const ratios: number[] = [];
  let failed = 0;
  for (let round = 0; round < plan.latencyRounds; round++) {
    const before = await baselines.oneRow(ONE_ROW_MS);
    const asked = await askLatency(engine.caller, {
      perSecond: ASKS_PER_SECOND,
      lastsMs: plan.asksMs,
      whom: (i) => COURIERS[(i * 7_919) % COURIERS.length]!,
    });
    const after = await baselines.oneRow(ONE_ROW_MS);
    alone.push(before, after);
    asks.push(asked);
    failed += asked.failed;
    ratios.push((2 * asked.p50) / (before.p50 + after.p50));
  }
  const p99s = figureOf(alone.map(({ p99 }) => p99));
  const isQuiet = p99s.max <= QUIET_P99_MS && p99s.max <= QUIET_SPREAD * p99s.min;
  return [
    judge({ question: "one row inserted alone, p50", unit: "ms", figure: p50Of(alone) }),
    judge({
      question: "one row inserted alone, p99",
      unit: "ms",
      figure: p99s,
      note: `the machine ${isQuiet ? "is quiet" : "is not quiet"}`,
    }),
    judge({
      question: `an ask with a key is durable at ${shown(ASKS_PER_SECOND)} a second, p50`,
      unit: "ms",
      figure: p50Of(asks),
      note: `${failed} asks failed`,
    }),
    judge({
      question: "how many times one row inserted alone (p50)?",
      unit: "times",
      figure: figureOf(ratios),
      target: { atMost: 3 },
      isQuiet,
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

function p50Of(measured: readonly { readonly p50: number }[]) {
  return figureOf(measured.map(({ p50 }) => p50));
}
