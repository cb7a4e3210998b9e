import type { Dice } from "../../tour/dice.ts";
import { spoilBytes } from "./spoil-bytes.ts";

/** What may stand where something else is expected. */
const VALUES = [
  "null",
  "-1",
  "1e400",
  "0.5",
  "true",
  '""',
  "[]",
  "{}",
  '"constructor"',
  "9e15",
  "91",
].concat([`${"[".repeat(3_000)}${"]".repeat(3_000)}`, '{"toString":1}', '"\\ud800"', '"elements"']);
const VALUE = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|[[\]{},:]/g;

/** Spoils an answer of Overpass: its bytes, or a value or a sign in it. */
export function spoilJson(file: Uint8Array, dice: Dice): Uint8Array {
  if (dice() < 0.4) return spoilBytes(file, dice);
  const text = Buffer.from(file).toString();
  const tokens = [...text.matchAll(VALUE)];
  const { 0: found, index } = tokens[Math.floor(dice() * tokens.length)]!;
  const value = VALUES[Math.floor(dice() * VALUES.length)]!;
  const by = [value, value, value, "", found + found][Math.floor(dice() * 5)]!;
  return Buffer.from(text.slice(0, index) + by + text.slice(index + found.length));
}
