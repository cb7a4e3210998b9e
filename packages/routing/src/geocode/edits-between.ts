/** More than any text that is compared has letters. */
const LETTERS_MAX = 256;
let row = new Uint16Array(LETTERS_MAX);
let last = new Uint16Array(LETTERS_MAX);
let before = new Uint16Array(LETTERS_MAX);

/**
 * How many slips make one text of another: a letter changed, missing, too many, or swapped with its neighbour.
 * Where it takes more than `most`, or a text is very long, it answers `most + 1`, and sooner.
 */
export function editsBetween(one: string, other: string, most: number): number {
  const isLong = Math.max(one.length, other.length) >= LETTERS_MAX;
  if (isLong || Math.abs(one.length - other.length) > most) return most + 1;
  for (let j = 0; j <= other.length; j++) last[j] = j;
  for (let i = 1; i <= one.length; i++) {
    if (fillRow(one, other, i) > most) return most + 1;
    [before, last, row] = [last, row, before];
  }
  return Math.min(last[other.length]!, most + 1);
}

/** The slips of the first so many letters of one against each beginning of the other; answers the least. */
function fillRow(one: string, other: string, i: number): number {
  row[0] = i;
  let least = i;
  for (let j = 1; j <= other.length; j++) {
    const isSame = one[i - 1] === other[j - 1];
    let edits = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (isSame ? 0 : 1));
    const isSwapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
    if (isSwapped) edits = Math.min(edits, before[j - 2]! + 1);
    row[j] = edits;
    least = Math.min(least, edits);
  }
  return least;
}
