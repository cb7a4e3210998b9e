import type { Instant, World } from "@msafara/kernel";
import { type Dice, seededDice, streamOf } from "./seeded-dice.ts";

const CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz";

/** Sleeps end on a grid of binary fractions, so that a drifting clock never wakes just too early. */
const GRAINS_PER_MS = 1_024;

/** The time at which every story begins: 2026-01-01 in UTC. */
export const STORY_BEGINS: Instant = 1_767_225_600_000;

/** How far a machine's clock is off, and how fast it goes wrong. */
export interface ClockError {
  readonly skewMs?: number;
  readonly driftPpm?: number;
}

/** One life of a machine, from `worldOf` to `kill`. */
export interface Life {
  readonly name: string;
  isDead: boolean;
  isFrozen: boolean;
  /** Sleepers that came due while frozen. */
  parked: Sleeper[];
}

/** Somebody who waits. */
export interface Sleeper {
  /** Milliseconds of true time since the beginning. */
  at: number;
  /** Shuffles those who wake at the same time. */
  tie: number;
  readonly life: Life;
  /** Absent once it was woken in another way. */
  wake: (() => void) | undefined;
}

/** What a world needs of its time. */
export interface Bed {
  readonly elapsedMs: () => number;
  readonly lay: (sleeper: Omit<Sleeper, "tie">) => Sleeper;
}

/** The world of one machine under a seeded time. */
export function seededWorld({
  seed,
  life,
  bed,
  skewMs = 0,
  driftPpm = 0,
}: ClockError & { readonly seed: string; readonly life: Life; readonly bed: Bed }): World {
  const streams = new Map<string, Dice>();
  const letters = seededDice(`${seed} mint`);
  const pace = 1 + driftPpm / 1_000_000;
  const ticks = () => bed.elapsedMs() * pace;
  const now = () => Math.floor(STORY_BEGINS + skewMs + ticks());

  function sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted === true) return resolve();
      const waitMs = ms > 0 ? ms / pace : 0;
      const at = waitMs === 0 ? bed.elapsedMs() : onGrid(bed.elapsedMs() + waitMs);
      if (signal === undefined) {
        bed.lay({ at, life, wake: resolve });
        return;
      }
      const wake = () => {
        sleeper.wake = undefined;
        signal.removeEventListener("abort", wake);
        resolve();
      };
      const sleeper = bed.lay({ at, life, wake });
      signal.addEventListener("abort", wake);
    });
  }

  return {
    now,
    ticks,
    mint: (kind) => `${kind}_${sortable(now(), letters)}`,
    dice: (purpose) => streamOf(streams, seed, purpose)(),
    sleep,
  };
}

function onGrid(ms: number): number {
  return Math.ceil(ms * GRAINS_PER_MS) / GRAINS_PER_MS;
}

/** As the real world mints: 10 letters of time, so that ids sort by age, and 16 of luck. */
function sortable(now: number, dice: Dice): string {
  let text = "";
  for (let rest = now, i = 0; i < 10; i++, rest = Math.floor(rest / 32))
    text = CROCKFORD.charAt(rest % 32) + text;
  for (let i = 0; i < 16; i++) text += CROCKFORD.charAt(Math.floor(dice() * 32));
  return text;
}
