/** Luck that repeats: numbers in 0..1 that follow from a seed alone. */
export type Dice = () => number;

/** The sfc32 generator: small, fast, and good enough that no simulation has ever seen through it. */
export function seededDice(seed: string): Dice {
  let [a, b, c, counter] = [mix(seed, 1), mix(seed, 2), mix(seed, 3), 1];
  const draw = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  // The first numbers still resemble the seed.
  for (let i = 0; i < 12; i++) draw();
  return draw;
}

/** Puts a list into an order that means nothing, in place. */
export function shuffle<Row>(rows: Row[], dice: Dice): Row[] {
  for (let i = rows.length - 1; i > 0; i--) {
    const other = Math.floor(dice() * (i + 1));
    const row = rows[i]!;
    rows[i] = rows[other]!;
    rows[other] = row;
  }
  return rows;
}

/** The stream of luck for a purpose, begun when first asked for. */
export function streamOf(streams: Map<string, Dice>, seed: string, purpose: string): Dice {
  let stream = streams.get(purpose);
  if (stream === undefined) streams.set(purpose, (stream = seededDice(`${seed} ${purpose}`)));
  return stream;
}

function mix(seed: string, salt: number): number {
  let hash = Math.imul(salt, 0x9e3779b1) ^ seed.length;
  for (let i = 0; i < seed.length; i++)
    hash = Math.imul(hash ^ seed.charCodeAt(i), 0x85ebca6b) ^ (hash >>> 15);
  hash = Math.imul(hash ^ (hash >>> 16), 0xc2b2ae35);
  return hash ^ (hash >>> 13);
}
