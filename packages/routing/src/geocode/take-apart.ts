/** What somebody looks for, and where. */
export interface Sought {
  readonly what: string;
  readonly where: string;
}

/** "Moi Avenue, Nairobi", "garage near Kisumu", "soko karibu na Thika". */
const PARTED = /^(.+?)(?:\s*,\s*|\s+(?:near|karibu na|perto de)\s+)(.+)$/iu;
const CROSSED = /^(.+?)(?:\s*[&+/@]\s*|\s+(?:and|na|corner of|at)\s+)(.+)$/iu;
const WHERE_WORDS_MAX = 3;

/** A text taken apart where it says itself that it has two parts. */
export function takeApart(text: string): Sought | undefined {
  const [, what, where] = PARTED.exec(text.trim()) ?? [];
  return what === undefined || where === undefined ? undefined : { what, where };
}

/** Every way in which the last words may be where the first ones are: "Moi Avenue Nairobi". */
export function lastWords(text: string): readonly Sought[] {
  const words = text.trim().split(/\s+/u);
  const most = Math.min(WHERE_WORDS_MAX, words.length - 1);
  return Array.from({ length: Math.max(0, most) }, (_, i) => ({
    what: words.slice(0, -1 - i).join(" "),
    where: words.slice(-1 - i).join(" "),
  }));
}

/** The two streets of "Moi Avenue & Kenyatta Avenue". */
export function crossedStreets(text: string): readonly [string, string] | undefined {
  const [, one, other] = CROSSED.exec(text.trim()) ?? [];
  return one === undefined || other === undefined ? undefined : [one, other];
}
