/** Luck that one part of a day draws from, so that a new draw elsewhere does not shift it. */
export interface Luck {
  /** True that often. */
  readonly chance: (probability: number) => boolean;
  /** A whole number, both ends included. */
  readonly between: (least: number, most: number) => number;
  readonly pick: <One>(list: readonly [One, ...One[]]) => One;
  /** One of the names, as often as its weight says. */
  readonly weigh: <Name extends string>(weights: Readonly<Record<Name, number>>) => Name;
}

/** Luck out of one stream of dice. */
export function luckOf(dice: () => number): Luck {
  const between = (least: number, most: number) => least + Math.floor(dice() * (most - least + 1));
  return {
    chance: (probability) => dice() < probability,
    between,
    pick: (list) => list[between(0, list.length - 1)] ?? list[0],
    weigh: (weights) => weigh(weights, dice()),
  };
}

function weigh<Name extends string>(weights: Readonly<Record<Name, number>>, luck: number): Name {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `Object.keys` forgets the names.
  const names = Object.keys(weights) as Name[];
  const total = names.reduce((sum, name) => sum + weights[name], 0);
  let left = luck * total;
  return names.find((name) => (left -= weights[name]) < 0) ?? names[0]!;
}
