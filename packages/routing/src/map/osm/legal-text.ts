import { spoilt } from "./spoilt.ts";

/** OpenStreetMap keeps 255 characters at most; what is far longer was written by nobody. */
const CHARACTERS_MAX = 1_000;

/** A key, a value or a role, as long as it may be. Whoever looks for a pattern in one relies on that. */
export function legalText(text: string): string {
  if (text.length <= CHARACTERS_MAX) return text;
  throw spoilt(`A text is ${text.length} characters long: expected ${CHARACTERS_MAX} at most`);
}
