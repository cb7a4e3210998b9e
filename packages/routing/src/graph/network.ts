/**
 * What a search needs of a map: nodes, and the arcs that leave each. A road graph is one, and so is a road graph
 * whose restricted junctions were taken apart.
 */
export interface Network {
  readonly nodeCount: number;
  readonly arcCount: number;
  /** Degrees times 10⁷. */
  readonly lat: Int32Array;
  readonly lng: Int32Array;
  /** The arcs that leave node n are `firstArc[n]` up to `firstArc[n + 1]`. */
  readonly firstArc: Uint32Array;
  readonly head: Uint32Array;
}

/** Where each arc begins, which the arrays of a network say only by their order. */
export function tailsOf({ nodeCount, arcCount, firstArc }: Network): Uint32Array {
  const tail = new Uint32Array(arcCount);
  // Few arcs leave a node: a call to fill them costs more than they do.
  for (let node = 0; node < nodeCount; node++) {
    for (let arc = firstArc[node]!; arc < firstArc[node + 1]!; arc++) tail[arc] = node;
  }
  return tail;
}
