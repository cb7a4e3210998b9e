import { editsBetween } from "./edits-between.ts";
import { foldName } from "./fold-name.ts";

/** Which names are like a text, and how much: 1 is the same. */
export interface NameIndex {
  readonly like: (text: string) => readonly NameLike[];
}

/** A name, by its place among those that were indexed, and how like it is. */
export interface NameLike {
  readonly name: number;
  readonly likeness: number;
}

/** Below this two names merely share letters. */
const LIKENESS_MIN = 0.34;
const CANDIDATES_MAX = 400;
/** Of how many the slips are counted. */
const COUNTED_MAX = 60;
/** What was typed and is where a name begins is likely still being typed. */
const BEGINS = 0.9;
/** No likeness may pass for the name itself. */
const ALMOST = 0.95;
const SLIPS_MAX = 2;
const LETTERS_PER_SLIP = 4;
/** More than any name has; what is behind it is not looked at. */
const LETTERS_MAX = 120;

/** Indexes names by their trigrams: a misspelt letter spoils three of them and leaves the others. */
export function nameIndex(names: readonly string[]): NameIndex {
  const folded = names.map(foldName);
  const byGram = new Map<string, number[]>();
  const sizes = new Uint16Array(names.length);
  for (const [name, text] of folded.entries()) {
    const grams = gramsOf(text);
    sizes[name] = grams.size;
    for (const gram of grams) {
      const known = byGram.get(gram);
      if (known === undefined) byGram.set(gram, [name]);
      else known.push(name);
    }
  }
  const shared = new Uint16Array(names.length);
  const byGrams = (asked: string): NameLike[] => {
    const grams = gramsOf(asked);
    const met: number[] = [];
    for (const gram of grams) {
      for (const name of byGram.get(gram) ?? []) if (shared[name]!++ === 0) met.push(name);
    }
    const found: NameLike[] = [];
    for (const name of met) {
      const dice = (2 * shared[name]!) / (grams.size + sizes[name]!);
      shared[name] = 0;
      const likeness = better(dice, { asked, name: folded[name]! });
      if (likeness >= LIKENESS_MIN) found.push({ name, likeness });
    }
    return found.toSorted(likelierFirst);
  };
  return {
    like(text) {
      const asked = foldName(text.slice(0, LETTERS_MAX));
      if (asked === "") return [];
      const found = byGrams(asked).slice(0, CANDIDATES_MAX);
      const near = found.slice(0, COUNTED_MAX).map((one) => withSlips(one, asked, folded));
      // Two letters swapped in a short word leave no trigram as it was.
      const others = (near[0]?.likeness ?? 0) < BEGINS ? slipped(asked, folded) : [];
      return once([...near, ...others, ...found.slice(COUNTED_MAX)]);
    },
  };
}

function likelierFirst(one: NameLike, other: NameLike): number {
  return other.likeness - one.likeness || one.name - other.name;
}

/** Each name as like as it was found to be at best. */
function once(found: readonly NameLike[]): readonly NameLike[] {
  const seen = new Set<number>();
  const sorted = found.toSorted(likelierFirst);
  return sorted.filter(({ name }) => !seen.has(name) && seen.add(name));
}

/** Names of about the same length that a slip or two make of what was asked. */
function slipped(asked: string, folded: readonly string[]): readonly NameLike[] {
  const most = slipsIn(asked);
  if (most === 0) return [];
  return folded.flatMap((text, name) => {
    if (Math.abs(text.length - asked.length) > most) return [];
    const edits = editsBetween(asked, text, most);
    return edits > most ? [] : [{ name, likeness: likenessOf(edits, asked) }];
  });
}

function withSlips(
  { name, likeness }: NameLike,
  asked: string,
  folded: readonly string[],
): NameLike {
  const most = slipsIn(asked);
  const edits = editsBetween(asked, folded[name]!, most);
  if (edits === 0 || edits > most) return { name, likeness };
  return { name, likeness: Math.max(likeness, likenessOf(edits, asked)) };
}

function likenessOf(edits: number, asked: string): number {
  return Math.min(ALMOST, 1 - edits / (asked.length + 1));
}

function slipsIn(asked: string): number {
  return Math.min(SLIPS_MAX, Math.floor(asked.length / LETTERS_PER_SLIP));
}

function better(
  dice: number,
  { asked, name }: { readonly asked: string; readonly name: string },
): number {
  if (name === asked) return 1;
  if (asked.length > 1 && name.startsWith(asked)) return Math.max(dice, BEGINS);
  return Math.min(dice, ALMOST);
}

/** All runs of three letters, each word with a space around it. */
function gramsOf(folded: string): ReadonlySet<string> {
  const grams = new Set<string>();
  for (const word of folded.split(" ")) {
    const padded = ` ${word} `;
    for (let i = 0; i + 3 <= padded.length; i++) grams.add(padded.slice(i, i + 3));
    if (padded.length < 3) grams.add(padded);
  }
  return grams;
}
