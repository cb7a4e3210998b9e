import { expect } from "vitest";
import { type Network, tailsOf } from "../graph/network.ts";
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
  const tail = tailsOf(road.network);
  let at = road.from;
  let cost = 0;
  for (const arc of path.arcs) {
    expect(tail[arc]).toBe(at);
    at = road.network.head[arc]!;
    cost += road.cost[arc]!;
  }
  expect(at).toBe(road.to);
  expect(cost).toBe(path.cost);
}
