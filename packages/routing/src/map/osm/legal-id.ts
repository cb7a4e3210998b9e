import { spoilt } from "./spoilt.ts";

/** The number of an element. Editors give new ones negative numbers until they are uploaded. */
export function legalId(id: number): number {
  if (Number.isSafeInteger(id)) return id;
  throw spoilt(`An element has the number ${id}: expected a whole number of at most 53 bits`);
}
