import { type Dice, seededDice } from "../../tour/dice.ts";

/** Luck in the words of whoever makes worlds up. */
export interface Luck {
  readonly dice: Dice;
  /** A whole number from 0 up to one less than this. */
  readonly below: (count: number) => number;
  readonly odds: (share: number) => boolean;
  readonly pick: <Thing>(things: readonly Thing[]) => Thing;
}

/** The same luck for the same number. */
export function luckOf(seed: number): Luck {
  const dice = seededDice(seed);
  const below = (count: number) => Math.floor(dice() * count);
  return {
    dice,
    below,
    odds: (share) => dice() < share,
    pick: (things) => things[below(things.length)]!,
  };
}
