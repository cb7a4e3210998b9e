/** A way from one place to another: what it costs, and the arcs to drive, in order. */
export interface Path {
  readonly cost: number;
  readonly arcs: readonly number[];
}
