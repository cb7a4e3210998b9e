import { assert, type Refusal, refuse } from "@msafara/kernel";
import type { Cch } from "./build-cch.ts";
import type { Metric } from "./customise.ts";

const VERSION = 0;
const DRAFTING = 1;
/** Who reads either half is counted behind these. */
const READERS = 2;
const HEADER = 4;

/** The costs in force and room for the next, in memory that workers share. */
export interface MetricSlot {
  readonly memory: SharedArrayBuffer;
  /** How often costs were published; 0 is never. */
  readonly version: () => number;
  /** Asks on the costs in force, which stay as they are until the answer is there. */
  readonly read: <Answer>(ask: (metric: Metric, version: number) => Answer) => Answer;
  /** The room for the next costs; refused while someone else drafts, or still reads what stood there. */
  readonly draft: () => Metric | Refusal<"metric-in-draft" | "metric-in-use">;
  /** Puts the draft in force for every question from now on. Answers the new version. */
  readonly publish: () => number;
}

/** Opens a slot in new memory, or the one that another thread opened in this. */
export function openMetricSlot(
  { arcCount, edgeCount }: Cch,
  memory = new SharedArrayBuffer(
    (HEADER + 2 * (arcCount + 6 * edgeCount)) * Int32Array.BYTES_PER_ELEMENT,
  ),
): MetricSlot {
  const header = new Int32Array(memory, 0, HEADER);
  const all = new Int32Array(memory);
  const halves = [0, 1].map((half): Metric => {
    const road = HEADER + half * (arcCount + 6 * edgeCount);
    const slot = road + arcCount;
    const via = slot + 2 * edgeCount;
    const side = via + 2 * edgeCount;
    return {
      road: all.subarray(road, slot),
      slot: all.subarray(slot, via),
      via: all.subarray(via, side),
      side: all.subarray(side, side + 2 * edgeCount),
    };
  });

  return {
    memory,
    version: () => Atomics.load(header, VERSION),
    read: (ask) => {
      const version = enter(header);
      try {
        return ask(halves[version & 1]!, version);
      } finally {
        Atomics.sub(header, READERS + (version & 1), 1);
      }
    },
    draft: () => {
      if (Atomics.compareExchange(header, DRAFTING, 0, 1) !== 0) return refuse("metric-in-draft");
      const spare = (Atomics.load(header, VERSION) + 1) & 1;
      if (Atomics.load(header, READERS + spare) === 0) return halves[spare]!;
      Atomics.store(header, DRAFTING, 0);
      return refuse("metric-in-use");
    },
    publish: () => {
      assert(Atomics.load(header, DRAFTING) === 1, "only a draft is published");
      const version = Atomics.add(header, VERSION, 1) + 1;
      Atomics.store(header, DRAFTING, 0);
      return version;
    },
  };
}

/** Signs in with the half in force. Whoever was overtaken by a new version while signing leaves and signs anew. */
function enter(header: Int32Array): number {
  for (;;) {
    const version = Atomics.load(header, VERSION);
    Atomics.add(header, READERS + (version & 1), 1);
    if (Atomics.load(header, VERSION) === version) return version;
    Atomics.sub(header, READERS + (version & 1), 1);
  }
}
