import { NEVER } from "../graph/never.ts";
import { strongParts } from "../graph/strong-parts.ts";
import type { Roads } from "./roads.ts";

/**
 * The costs of the map's arcs with everything closed but the mainland: the largest part of the roads within which
 * this drive gets from each to each. A yard that nothing joins, or that nobody gets out of again, is none of it.
 */
export function mainlandCost({ graph, tail, expanded }: Roads, cost: Int32Array): Int32Array {
  const { part, sizes } = strongParts(expanded, cost);
  const mainland = sizes.indexOf(sizes.reduce((most, size) => Math.max(most, size), 0));
  const isOn = (node: number) => part[node] === mainland;
  return cost.slice(0, graph.arcCount).map((paid, arc) => {
    const from = tail[arc]!;
    const isLeft = isOn(from) || expanded.splits.get(from)?.some(isOn) === true;
    return isLeft && isOn(expanded.head[arc]!) ? paid : NEVER;
  });
}
