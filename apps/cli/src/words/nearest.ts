/** The known name that somebody who typed this probably meant; nothing when none is close. */
export function nearest(typed: string, names: readonly string[]): string | undefined {
  const ranked = names
    .map((name) => ({ name, apart: apart(typed, name) }))
    .toSorted((one, other) => one.apart - other.apart);
  const [best] = ranked;
  const bound = Math.max(2, Math.floor(typed.length / 3));
  if (best !== undefined && best.apart <= bound && best.apart < typed.length) return best.name;
  // A beginning is far from its word when letters are counted, and yet it is plain what was meant.
  return typed === "" ? undefined : names.find((name) => name.startsWith(typed));
}

/** How many letters must be put in, left out or changed to make one word of the other. */
function apart(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (let i = 0; i < one.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < other.length; j++) {
      const changed = (row[j] ?? 0) + (one[i] === other[j] ? 0 : 1);
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
