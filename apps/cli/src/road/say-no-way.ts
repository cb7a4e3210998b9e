/** Which stop nobody gets to, with what, and what stands in the way. */
export interface NoWayTold {
  readonly stop: string;
  readonly kind: string;
  readonly why: "obstacles" | "turns" | "apart";
  /** Each obstacle in one line. */
  readonly said: readonly string[];
}

/** Says in one sentence why there is no way, and every obstacle on it. */
export function sayNoWay({ stop, kind, why, said }: NoWayTold): string {
  const reasons = {
    obstacles: said.join("; "),
    turns: "turn rules forbid it",
    apart: "no road leads there",
  };
  return `There is no way to "${stop}" for this ${kind}: ${reasons[why]}`;
}

/** Says that a place lies off every road that may be driven. */
export function sayNoRoad(stop: string, withinM: string | number | undefined): string {
  return `There is no road within ${withinM} m of "${stop}"`;
}
