/* oxlint-disable house/no-ambient -- This is where secrets get their luck; everybody else is handed it. */
import { randomBytes } from "node:crypto";

/** So many bytes that nobody can foretell. The dice of the world can be foretold, and are no secret. */
export type Luck = (bytes: number) => Uint8Array;

/** Luck of the operating system. Made once, where a program is put together. */
export function strongLuck(): Luck {
  return (bytes) => randomBytes(bytes);
}
