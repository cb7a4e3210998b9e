import { crowFliesM, type Position, type World } from "@msafara/kernel";
import { FLEET, type Kind } from "./cast/fleet.ts";
import type { Manner } from "./cast/person.ts";
import { type Dice, drawOne } from "./draw.ts";
import type { Hub } from "./roads/open-roads.ts";

/** Whoever has not waved for so long has work, or rests. */
const SEEN_MS = 30_000;
/** As long as an auction may take that looks for this truck. */
const SPOKEN_FOR_MS = 150_000;
/** So far a truck is asked from by the second wave; the third is left to luck. */
const NEAR_M = 120_000;
const GATE_M = 20_000;
/** So many boxes whose agents answer at once are left to whoever sits at the keyboard. */
const LEFT_TO_PEOPLE = 2;

/** A truck that waits for work, and where. */
export interface Waiting {
  readonly driver: string;
  readonly manner: Manner;
  readonly kind: Kind;
  readonly where: Position;
}

/** Trucks that wait. Loads are drawn where one stands that could take them, so that most find one. */
export interface Yard {
  /** Said by a driver as often as he looks for work. */
  readonly wave: (truck: Waiting) => void;
  /** A truck that nobody else counts on, and a town near it; nothing while all have work. */
  readonly speakFor: (
    dice: Dice,
    hubs: readonly Hub[],
  ) => { readonly kind: Kind; readonly from: Hub } | undefined;
}

/** Opens a yard that is empty until drivers wave. */
export function openYard({ ticks }: Pick<World, "ticks">): Yard {
  const seen = new Map<string, Waiting & { readonly at: number }>();
  const spokenUntil = new Map<string, number>();
  return {
    wave: (truck) => seen.set(truck.driver, { ...truck, at: ticks() }),
    speakFor: (dice, hubs) => {
      const now = ticks();
      const free = [...seen.values()].filter(
        ({ driver, at }) => now - at < SEEN_MS && (spokenUntil.get(driver) ?? 0) <= now,
      );
      const left = free.filter(isForPeople).slice(0, LEFT_TO_PEOPLE);
      const ours = free.filter((truck) => !left.includes(truck));
      if (ours.length === 0) return undefined;
      const { driver, kind, where } = drawOne(dice, ours);
      spokenUntil.set(driver, now + SPOKEN_FOR_MS);
      return { kind, from: hubNear(dice, hubs, where) };
    },
  };
}

function isForPeople({ kind, manner }: Waiting): boolean {
  return kind === FLEET[0] && manner === "agent";
}

/** Where there is much to send, and not far; from the next town where none is near. */
function hubNear(dice: Dice, hubs: readonly Hub[], where: Position): Hub {
  const metresTo = ({ at }: Hub) => crowFliesM(at, where);
  const near = hubs.filter((hub) => metresTo(hub) < NEAR_M);
  if (near.length > 0) return drawOne(dice, near, (hub) => hub.weight / (metresTo(hub) + GATE_M));
  return hubs.reduce((one, other) => (metresTo(other) < metresTo(one) ? other : one));
}
