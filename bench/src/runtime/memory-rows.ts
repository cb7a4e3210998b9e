import { figureOf } from "../figure.ts";
import { shown } from "../print-rows.ts";
import { judge, type Row } from "../row.ts";
import { measureMemory } from "./measure-memory.ts";
import type { Stand } from "./stand.ts";

/** What agents cost that only wait. */
export async function memoryRows({ ground, plan }: Stand): Promise<readonly Row[]> {
  const memory = await measureMemory(ground, { name: "memory", asksMs: plan.asksMs });
  const { addedMib, bareMib, rssMib, residents, p50, p99, failed } = memory;
  return [
    judge({
      question: `100,000 agents known, ${shown(residents)} in memory: added to the bare process`,
      unit: "MiB",
      figure: figureOf([addedMib]),
      target: { atMost: 300 },
      note: `${shown(bareMib)} MiB without agents, ${shown(rssMib)} with, garbage collected`,
    }),
    judge({
      question: "an agent that is not in memory answers, p99 at 200 a second",
      unit: "ms",
      figure: figureOf([p99]),
      target: { atMost: 20 },
      note: `p50 ${shown(p50)} ms; ${failed} asks failed`,
    }),
  ];
}
