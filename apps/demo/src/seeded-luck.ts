import { type Dice, seededDice } from "@msafara/routing";

/** Luck by purpose from one seed: a new draw of one person shifts nobody else's. */
export function seededLuck(seed: number): (purpose: string) => number {
  const dice = new Map<string, Dice>();
  return (purpose) => {
    const known = dice.get(purpose);
    if (known !== undefined) return known();
    const fresh = seededDice(numberOf(`${seed}:${purpose}`));
    dice.set(purpose, fresh);
    return fresh();
  };
}

/** One number of a text (FNV-1a). */
function numberOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}
