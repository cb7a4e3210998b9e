import type { Vehicle } from "./vehicle.ts";

/**
 * How fast a vehicle drives where so much is driven on a free road and so much now, in tenths of a km/h; 0 where
 * it is closed. What signs say to it alone, `paceOn` knows.
 */
export function paceOf({ topSpeedKmh, jamShare }: Vehicle, free: number, now: number): number {
  const slowed = now === 0 || now >= free ? now : free - (free - now) * jamShare;
  return Math.min(slowed, topSpeedKmh * 10);
}
