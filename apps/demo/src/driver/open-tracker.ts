import { crowFliesM, type Position, type World } from "@msafara/kernel";
import type { Market } from "../market.ts";

const FULL_CDEG = 36_000;
/** A phone that was silent for longer does not know how fast it came here. */
const SILENT_MS = 15_000;
const CM_PER_M = 100;
const SPEED_CM_S_MAX = 65_000;

/** Tells the market where a truck is, as its driver's phone would. */
export type Tracker = (at: Position) => void;

/** What a tracker is opened with. */
export interface OpenTracker {
  readonly world: Pick<World, "now">;
  readonly live: Market["live"];
  /** How many times faster than life the truck drives: what it reports is what its own speedometer shows. */
  readonly speed: number;
}

/** Opens a tracker that counts its fixes from one: whoever opens another names another device. */
export function openTracker({ world, live, speed }: OpenTracker): Tracker {
  let seq = 0;
  let last: { readonly at: Position; readonly ms: number } | undefined;
  return (position) => {
    const now = world.now();
    const known = last !== undefined && now - last.ms < SILENT_MS ? last : undefined;
    last = { at: position, ms: now };
    const moved = known && motion(known.at, position, (now - known.ms) * speed);
    live.report({ seq: ++seq, at: now, position, flags: 0, ...moved });
  };
}

function motion(from: Position, to: Position, tookMs: number) {
  const metres = crowFliesM(from, to);
  if (metres === 0 || tookMs <= 0) return { speedCmS: 0 };
  const speedCmS = Math.round((metres * CM_PER_M * 1_000) / tookMs);
  return { speedCmS: Math.min(speedCmS, SPEED_CM_S_MAX), headingCdeg: headingOf(from, to) };
}

/** Clockwise from north, on a map as flat as a few kilometres are. */
function headingOf(from: Position, to: Position): number {
  const east = (to.lng - from.lng) * Math.cos((from.lat * Math.PI) / 180);
  const turn = Math.atan2(east, to.lat - from.lat) / (2 * Math.PI);
  return Math.round((turn + 1) * FULL_CDEG) % FULL_CDEG;
}
