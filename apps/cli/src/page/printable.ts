/** Control characters, also those beyond ASCII: what strangers sent must not steer a terminal. */
// oxlint-disable-next-line no-control-regex -- Control characters are exactly what is looked for.
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A text of one line that does nothing to a terminal but stand there. */
export function printable(text: string): string {
  return text.replace(CONTROL, escaped);
}

/** Every line of a text, each harmless. */
export function printableLines(text: string): readonly string[] {
  return text.split(/\r?\n/).map((line) => printable(line.replaceAll("\t", "  ")));
}

/** How many characters a terminal shows; wide ones count as one, like all others. */
export function lengthOf(text: string): number {
  return Array.from(text).length;
}

/** A text in so many characters, with a mark where something was left out. */
export function clipped(text: string, width: number): string {
  const letters = Array.from(text);
  return letters.length <= width ? text : `${letters.slice(0, Math.max(0, width - 1)).join("")}…`;
}

function escaped(letter: string): string {
  return `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
