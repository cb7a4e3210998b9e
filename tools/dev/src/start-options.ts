import { Fault } from "@msafara/kernel";

const SPEED_USUAL = 60;
const SPEED_MAX = 3_600;
const USAGE =
  "expected --no-demo, or --speed and how many times faster than life, such as --speed 600";

/** What somebody wants started. */
export interface StartOptions {
  /** Absent: the market starts empty. */
  readonly demo?: { readonly speed: number };
}

/** Reads the words behind `start`, or says in one sentence what is wrong with them. */
export function readStartOptions(words: readonly string[]): StartOptions {
  let speed = SPEED_USUAL;
  let isPlayed = true;
  const left = words.filter((word) => word !== "--").flatMap((word) => word.split("=", 2));
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    if (word === "--no-demo") isPlayed = false;
    else if (word === "--speed") speed = readSpeed(left.shift());
    else throw new Fault(`Found "${word}" behind start: ${USAGE}`, { retry: false });
  }
  return isPlayed ? { demo: { speed } } : {};
}

function readSpeed(word = ""): number {
  const speed = /^\d+(\.\d+)?$/.test(word) ? Number(word) : Number.NaN;
  if (speed >= 1 && speed <= SPEED_MAX) return speed;
  const expected = `expected 1, which is real time, up to ${SPEED_MAX}`;
  throw new Fault(`Found "${word}" behind --speed: ${expected}`, { retry: false });
}
