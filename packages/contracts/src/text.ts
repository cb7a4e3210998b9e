import { z } from "zod";

/*
 * What no text may hold, as ranges that every engine of expressions knows: control characters, halves
 * of surrogate pairs, separators that end a line unseen, and marks that turn the direction around, with
 * which "KBX" can be made to read "XBK".
 */
const UNSEEN = String.raw`\u007f-\u009f\u2028-\u202e\u2066-\u2069\ud800-\udfff`;
const ONE_LINE = new RegExp(String.raw`^[^\u0000-\u001f${UNSEEN}]*$`, "u");
const MANY_LINES = new RegExp(String.raw`^(?:[^\u0000-\u001f${UNSEEN}]|\n)*$`, "u");

/** One line that people read: trimmed, not empty, and without anything that cannot be seen. */
export function line(lengthMax: number) {
  return z.stringFormat("line", ONE_LINE).trim().min(1).max(lengthMax);
}

/** As a line, but it may have several. */
export function prose(lengthMax: number) {
  return z.stringFormat("prose", MANY_LINES).trim().min(1).max(lengthMax);
}

/** What is kept exactly as it was typed: nothing is trimmed from a password. */
export function secret(lengthMin: number, lengthMax: number) {
  return z.stringFormat("line", ONE_LINE).min(lengthMin).max(lengthMax);
}
