import { expect } from "vitest";
import type { Network } from "../graph/network.ts";
import type { Path } from "../search/path.ts";

/** Drives a path arc by arc: it leads from here to there without a gap and costs what it says. */
export function expectAddsUp(
  path: Path,
  road: {
    readonly network: Network;
    readonly cost: Int32Array;
    readonly from: number;
    readonly to: number;
  },
): void {
  const { firstArc, head } = road.network;
  let at = road.from;
  let cost = 0;
  const gaps: number[] = [];
  for (const arc of path.arcs) {
    if (arc < firstArc[at]! || arc >= firstArc[at + 1]!) gaps.push(arc);
    at = head[arc]!;
    cost += road.cost[arc]!;
  }
  expect({ gaps, at, cost }).toEqual({ gaps: [], at: road.to, cost: path.cost });
}
