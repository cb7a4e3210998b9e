import type { Consequence, Fields } from "../consequence.ts";

/** Tells operators of something that only people can mend: it comes into the one inbox that all of them follow. */
export function raiseMatter(name: string, facts: Fields): Consequence {
  return { send: { type: "raise-matter", name, facts }, to: "ops/all" };
}
