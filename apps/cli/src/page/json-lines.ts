import { printable } from "./printable.ts";

/** A value as JSON, for people and programs; what would steer a terminal stays escaped. */
export function jsonLines(value: unknown): readonly string[] {
  return JSON.stringify(value, null, 2).split("\n").map(printable);
}
