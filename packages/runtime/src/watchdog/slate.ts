import type { Address } from "../address.ts";

/**
 * Memory that two threads share: which turn is under way, and on what. The turn's number is written
 * last, so whoever reads the same number before and after has read one turn's address.
 */
const NUMBER = 0;
const LENGTH = 1;
const HEADER_BYTES = 8;
const TEXT_BYTES = 1_024;

/** Shared memory for one thread's turns. */
export function openSlate(): SharedArrayBuffer {
  return new SharedArrayBuffer(HEADER_BYTES + TEXT_BYTES);
}

/** The side of the thread that takes turns. An odd number says that one is under way. */
export function writerOf(slate: SharedArrayBuffer): {
  readonly begin: (address: Address, item: string) => void;
  readonly end: () => void;
} {
  const header = new Int32Array(slate, 0, 2);
  const text = Buffer.from(slate, HEADER_BYTES, TEXT_BYTES);
  let number = 0;
  return {
    begin: (address, item) => {
      Atomics.store(header, LENGTH, text.write(`${address} ${item}`, "utf8"));
      number = (number + 1) | 1;
      Atomics.store(header, NUMBER, number | 0);
    },
    end: () => {
      number = (number + 1) & ~1;
      Atomics.store(header, NUMBER, number | 0);
    },
  };
}

/** A turn that is under way. */
export interface Seen {
  readonly number: number;
  readonly address: Address;
  readonly item: string;
}

/** The side of the thread that watches. */
export function readSlate(slate: SharedArrayBuffer): Seen | undefined {
  const header = new Int32Array(slate, 0, 2);
  const number = Atomics.load(header, NUMBER);
  if ((number & 1) === 0) return undefined;
  const text = Buffer.from(slate, HEADER_BYTES, TEXT_BYTES).toString(
    "utf8",
    0,
    Atomics.load(header, LENGTH),
  );
  if (Atomics.load(header, NUMBER) !== number) return undefined;
  const cut = text.indexOf(" ");
  const slash = text.indexOf("/");
  const address: Address = `${text.slice(0, slash)}/${text.slice(slash + 1, cut)}`;
  return { number, address, item: text.slice(cut + 1) };
}
