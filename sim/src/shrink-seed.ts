import { playDay, playSeed, type SeedOptions } from "./play-seed.ts";

/** What is left of a day that goes wrong. */
interface Shrunk {
  readonly left: readonly string[];
  readonly leftOut: readonly string[];
  readonly wrongs: readonly string[];
}

/** An errand, by who goes on it and which of his it is, or a mishap, by its number. */
const NAME = /\b(?:mishap|crowd|desk|[csd]\d+)-\d+\b/;

/**
 * Leaves out one errand or mishap after the other, and keeps out what the day goes wrong without.
 * Every step plays the whole day again, so what is left has been seen to fail.
 */
export async function shrinkSeed(seed: number, options: SeedOptions): Promise<Shrunk> {
  const { notes, wrongs: first } = await playDay({ ...options, seed });
  const names = [...new Set(notes.flatMap((note) => NAME.exec(note)?.[0] ?? []))];
  const judge = judgeOf(first[0]);
  let leftOut = [...(options.without ?? [])];
  let wrongs = first;
  for (const part of halves(names.toReversed())) {
    if (part.every((name) => leftOut.includes(name))) continue;
    const without = [...new Set([...leftOut, ...part])];
    const tried = await playSeed(seed, { ...options, without });
    if (!tried.wrongs.some((wrong) => judgeOf(wrong) === judge)) continue;
    leftOut = without;
    ({ wrongs } = tried);
  }
  return { left: names.filter((name) => !leftOut.includes(name)), leftOut, wrongs };
}

/** First by halves, then by ever smaller parts, in the end one by one. */
function halves(names: readonly string[]): readonly (readonly string[])[] {
  const parts: (readonly string[])[] = [];
  for (let size = Math.ceil(names.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < names.length; at += size) parts.push(names.slice(at, at + size));
  }
  return parts;
}

/** Under whose name a sentence stands; the same day must go wrong in the same way. */
function judgeOf(wrong: string | undefined): string | undefined {
  return wrong?.replace(/^midway /, "").split(":", 1)[0];
}
