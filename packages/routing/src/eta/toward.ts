/** What was found, out of how many, and how many of those what was known before is worth. */
export interface Finding {
  readonly found: number | undefined;
  readonly count: number;
  readonly weight: number;
}

/** From what was known toward what was found, the farther the more was seen. */
export function toward(known: number, { found, count, weight }: Finding): number {
  return found === undefined ? known : known + ((found - known) * count) / (count + weight);
}
