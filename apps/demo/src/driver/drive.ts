import type { Position } from "@msafara/kernel";
import type { Stage } from "../stage.ts";
import type { Tracker } from "./open-tracker.ts";

const FIX_MS = 5_000;
const LOOK_MS = 20_000;

/** A truck and where it is. */
export interface Truck {
  where: Position;
}

/** Where to, and whether that still makes sense: asked now and then on the way. */
export interface Drive {
  readonly to: Position;
  readonly isWanted: () => Promise<boolean>;
  /** Told each fix on a way that somebody waits for; a driver without a load is followed by nobody. */
  readonly tell?: Tracker;
}

/** Drives along the roads, a fix every five seconds; answers whether it got there. */
export async function drive(
  { world, roads, speed, ended }: Stage,
  truck: Truck,
  { to, isWanted, tell }: Drive,
): Promise<boolean> {
  const way = roads.wayFrom(truck.where, to);
  const from = world.ticks();
  let lookAt = from + LOOK_MS;
  for (;;) {
    const elapsedMs = (world.ticks() - from) * speed;
    if (elapsedMs >= way.totalMs) break;
    truck.where = way.positionAt(elapsedMs);
    tell?.(truck.where);
    const leftMs = Math.ceil((way.totalMs - elapsedMs) / speed);
    await world.sleep(Math.min(FIX_MS, leftMs), ended);
    if (ended.aborted) return false;
    if (world.ticks() < lookAt) continue;
    if (!(await isWanted())) return false;
    lookAt = world.ticks() + LOOK_MS;
  }
  truck.where = to;
  tell?.(to);
  return true;
}
