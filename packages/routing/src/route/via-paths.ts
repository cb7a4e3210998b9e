import type { Cch } from "../cch/build-cch.ts";
import type { Metric } from "../cch/customise.ts";
import type { Question, Seed } from "../cch/open-query.ts";
import { unpack } from "../cch/unpack.ts";
import { NEVER } from "../graph/never.ts";
import type { Path } from "../search/path.ts";

/** A way over a node, which is the best to it and the best from it. */
export interface ViaPath {
  readonly via: number;
  readonly path: Path;
}

interface Climb {
  readonly cost: ReadonlyMap<number, number>;
  /** The slot by which a rank was reached. */
  readonly slot: ReadonlyMap<number, number>;
}

/** The ways over each node at which both ends of a search meet, the cheapest first, up to a cost. */
export function* viaPaths(
  cch: Cch,
  metric: Metric,
  { question, costMax }: { readonly question: Question; readonly costMax: number },
): Generator<ViaPath> {
  const up = climb(cch, metric, { seeds: question.from, base: 0 });
  const down = climb(cch, metric, { seeds: question.to, base: cch.edgeCount });
  const nodes = nodesByRank(cch, up.cost.keys());
  const meetings = [...up.cost]
    .map(([rank, paid]) => ({ rank, cost: paid + (down.cost.get(rank) ?? NEVER) }))
    .filter(({ cost }) => cost <= costMax)
    .toSorted((one, other) => one.cost - other.cost || one.rank - other.rank);
  for (const { rank, cost } of meetings) {
    const slots = [...climbed(cch, up, rank).toReversed(), ...climbed(cch, down, rank)];
    yield { via: nodes.get(rank)!, path: { cost, arcs: unpack(cch, metric, slots) } };
  }
}

/** All ranks above these seeds, with what each costs at least by climbing. */
function climb(
  { rank, parent, firstUp, upHead }: Cch,
  metric: Metric,
  { seeds, base }: { readonly seeds: readonly Seed[]; readonly base: number },
): Climb {
  const cost = new Map<number, number>();
  const slot = new Map<number, number>();
  const line = new Set<number>();
  for (const seed of seeds) {
    const at = rank[seed.node]!;
    cost.set(at, Math.min(cost.get(at) ?? NEVER, seed.cost));
    for (let above = at; above >= 0; above = parent[above]!) line.add(above);
  }
  for (const at of Uint32Array.from(line).toSorted()) {
    const paid = cost.get(at) ?? NEVER;
    if (paid >= NEVER) continue;
    for (let e = firstUp[at]!; e < firstUp[at + 1]!; e++) {
      const found = paid + metric.slot[base + e]!;
      if (found >= (cost.get(upHead[e]!) ?? NEVER)) continue;
      cost.set(upHead[e]!, found);
      slot.set(upHead[e]!, base + e);
    }
  }
  return { cost, slot };
}

function climbed({ upTail, edgeCount }: Cch, { slot }: Climb, from: number): number[] {
  const slots: number[] = [];
  for (let at = slot.get(from); at !== undefined; at = slot.get(upTail[at % edgeCount]!)) {
    slots.push(at);
  }
  return slots;
}

function nodesByRank({ rank }: Cch, ranks: Iterable<number>): ReadonlyMap<number, number> {
  const wanted = new Set(ranks);
  const nodes = new Map<number, number>();
  for (const [node, at] of rank.entries()) if (wanted.has(at)) nodes.set(at, node);
  return nodes;
}
