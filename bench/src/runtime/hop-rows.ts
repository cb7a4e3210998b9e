import { figureOf } from "../figure.ts";
import { judge, type Row } from "../row.ts";
import type { Quantiles } from "../waits.ts";
import { measureHops, pairUp } from "./hops.ts";
import { openHopCluster } from "./open-hop-cluster.ts";
import type { Stand } from "./stand.ts";

const HOPS_PER_SECOND = 300;
const WARM_UP = { perSecond: 1_000, lastsMs: 1_500 };

/** What a message costs that goes to another node, beside one that stays on its own. */
export async function hopRows({ ground, plan }: Stand): Promise<readonly Row[]> {
  const cluster = await openHopCluster(ground, "hops");
  try {
    const { near, far } = await pairUp(cluster);
    // The first hops of a process run code that nobody has run before.
    await measureHops(cluster, { pairs: [...near, ...far], ...WARM_UP });
    const nears: Quantiles[] = [];
    const fars: Quantiles[] = [];
    for (let round = 0; round < plan.latencyRounds; round++) {
      const pace = { perSecond: HOPS_PER_SECOND, lastsMs: plan.hopsMs };
      nears.push(await measureHops(cluster, { pairs: near, ...pace }));
      fars.push(await measureHops(cluster, { pairs: far, ...pace }));
    }
    return rowsOf(cluster.how, nears, fars);
  } finally {
    await cluster.close();
  }
}

function rowsOf(
  how: string,
  nears: readonly Quantiles[],
  fars: readonly Quantiles[],
): readonly Row[] {
  return [
    judge({
      question: "a hop within a node, from the turn that sends to the durable turn, p50",
      unit: "ms",
      figure: figureOf(nears.map(({ p50 }) => p50)),
      note: `p99 ${figureOf(nears.map(({ p99 }) => p99)).median.toFixed(1)} ms; ${HOPS_PER_SECOND} a second`,
    }),
    judge({
      question: "a hop between nodes, p50",
      unit: "ms",
      figure: figureOf(fars.map(({ p50 }) => p50)),
      note: `p99 ${figureOf(fars.map(({ p99 }) => p99)).median.toFixed(1)} ms; ${how}`,
    }),
    judge({
      question: "how many times a hop within a node (p50)?",
      unit: "times",
      figure: figureOf(fars.map(({ p50 }, i) => p50 / nears[i]!.p50)),
      target: { atMost: 2 },
    }),
  ];
}
