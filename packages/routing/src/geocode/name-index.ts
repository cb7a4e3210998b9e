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
/** What was typed and is where a name begins is likely still being typed. */
const BEGINS = 0.9;

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
  return {
    like(text) {
      const asked = foldName(text);
      if (asked === "") return [];
      const grams = gramsOf(asked);
      const shared = new Map<number, number>();
      for (const gram of grams) {
        for (const name of byGram.get(gram) ?? []) shared.set(name, (shared.get(name) ?? 0) + 1);
      }
      const likeness = ([name, count]: readonly [number, number]): NameLike => {
        const dice = (2 * count) / (grams.size + sizes[name]!);
        return { name, likeness: better(dice, { asked, name: folded[name]! }) };
      };
      return [...shared]
        .map(likeness)
        .filter((found) => found.likeness >= LIKENESS_MIN)
        .toSorted((one, other) => other.likeness - one.likeness || one.name - other.name)
        .slice(0, CANDIDATES_MAX);
    },
  };
}

function better(
  dice: number,
  { asked, name }: { readonly asked: string; readonly name: string },
): number {
  if (name === asked) return 1;
  if (asked.length > 1 && name.startsWith(asked)) return Math.max(dice, BEGINS);
  // No share of trigrams may pass for the name itself.
  return Math.min(dice, 0.95);
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
