import type { Fault, Position } from "@msafara/kernel";
import { googleFault } from "./google-fault.ts";

/** What came over the wire as an object; a retryable fault where it is none, as in all that follow. */
export function recordOf(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (!isRecord(value)) throw malformed(what, "an object");
  return value;
}

/** As a list. */
export function listOf(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw malformed(what, "a list");
  return value;
}

/** As text. */
export function textOf(value: unknown, what: string): string {
  if (typeof value !== "string") throw malformed(what, "text");
  return value;
}

/** As words for a person, cut where nobody would read on. */
export function wordsOf(value: unknown, what: string, lettersMax: number): string {
  const text = textOf(value, what);
  return text.length > lettersMax ? `${text.slice(0, lettersMax - 1)}…` : text;
}

/** The number of an amount with its words, metres or seconds: whole, and never below nothing. */
export function amountOf(value: unknown, what: string): number {
  const { value: amount } = recordOf(value, what);
  if (typeof amount !== "number" || !(amount >= 0) || amount > Number.MAX_SAFE_INTEGER) {
    throw malformed(what, "an amount");
  }
  return Math.round(amount);
}

/** A place on earth. */
export function positionOf(value: unknown, what: string): Position {
  const { lat, lng } = recordOf(value, what);
  if (typeof lat !== "number" || typeof lng !== "number") throw malformed(what, "a position");
  if (!(Math.abs(lat) <= 90) || !(Math.abs(lng) <= 180)) throw malformed(what, "a place on earth");
  return { lat, lng };
}

/** That an answer is not what was described. */
export function malformed(what: string, expected: string): Fault {
  const sentence = `Cannot read Google's answer: expected ${expected} as its ${what}`;
  return googleFault("malformed", { what: sentence, retry: true });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
