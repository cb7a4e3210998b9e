import type { RoadGraph } from "../graph/road-graph.ts";

const [ONE, OTHER] = [1, 2];

/** Nodes at which a street of one name meets one of another, looked up along all arcs. */
export function junctionsOf(
  { nodeCount, firstArc, head, way, ways, names }: RoadGraph,
  [one, other]: readonly [ReadonlySet<string>, ReadonlySet<string>],
): readonly number[] {
  const sideOf = Uint8Array.from(names, (name) => {
    return (one.has(name) ? ONE : 0) | (other.has(name) ? OTHER : 0);
  });
  const met = new Uint8Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) {
    for (let arc = firstArc[node]!; arc < firstArc[node + 1]!; arc++) {
      const row = way[arc]!;
      const side = sideOf[ways.name[row]!]! | sideOf[ways.ref[row]!]!;
      met[node]! |= side;
      met[head[arc]!]! |= side;
    }
  }
  const found: number[] = [];
  for (const [node, sides] of met.entries()) if (sides === (ONE | OTHER)) found.push(node);
  return found;
}
