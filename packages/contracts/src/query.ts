import { z } from "zod";

/*
 * What stands in an address is text, and is read strictly: `Number("")` is nothing, and "0x10" sixteen.
 * Numbers of a query are only ever read, so that a one-way preprocess will do, which the documents show
 * as the number it ends up as.
 */

/** A whole number in a query. */
export function wholeIn(min: number, max: number) {
  return z.preprocess(readNumber, z.int().min(min).max(max));
}

/** A number in a query. */
export function numberIn(min: number, max: number) {
  return z.preprocess(readNumber, z.number().min(min).max(max));
}

/** `true` or `false` in a query. */
export const flagIn = z.preprocess(readFlag, z.boolean());

const DECIMAL = /^-?\d{1,15}(?:\.\d{1,9})?$/;

function readNumber(value: unknown): unknown {
  return typeof value === "string" && DECIMAL.test(value) ? Number(value) : value;
}

function readFlag(value: unknown): unknown {
  if (value === "true") return true;
  return value === "false" ? false : value;
}
