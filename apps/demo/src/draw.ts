import { assert } from "@msafara/kernel";

/** Luck in 0..1, one draw a call. */
export type Dice = () => number;

/** Draws one of several, each as likely as its weight says. */
export function drawOne<One>(
  dice: Dice,
  choices: readonly One[],
  weightOf: (one: One) => number = () => 1,
): One {
  const total = choices.reduce((sum, one) => sum + weightOf(one), 0);
  assert(total > 0, "there is something to draw from");
  let left = dice() * total;
  const drawn = choices.find((one) => (left -= weightOf(one)) < 0);
  return drawn ?? lastOf(choices);
}

/** Draws a whole number, both ends included. */
export function drawWhole(dice: Dice, from: number, to: number): number {
  return from + Math.floor(dice() * (to - from + 1));
}

function lastOf<One>(choices: readonly One[]): One {
  const last = choices.at(-1);
  assert(last !== undefined, "there is something to draw from");
  return last;
}
