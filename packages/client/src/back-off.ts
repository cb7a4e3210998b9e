import type { World } from "@msafara/kernel";

/** How long the first wait is at most, and any. */
export interface BackOff {
  readonly firstMs: number;
  readonly mostMs: number;
}

/** How long to wait before another try: anything up to a bound that doubles with each failure. */
export function backOff(
  { dice }: Pick<World, "dice">,
  failures: number,
  { firstMs, mostMs }: BackOff,
): number {
  // Twenty doublings of anything are longer than whoever waits.
  const boundMs = Math.min(mostMs, firstMs * 2 ** Math.min(failures, 20));
  return Math.ceil(dice("retry") * boundMs);
}
