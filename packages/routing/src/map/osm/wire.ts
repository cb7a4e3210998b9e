import { spoilt } from "./spoilt.ts";

const TEXT = new TextDecoder();
const LONGEST_VARINT = 10;
/** No way, and no block of nodes, has nearly as many; a list of zeros may. */
const LIST_MAX = 1_000_000;

/** A cursor over bytes in the wire format of protocol buffers. Nothing is read past its end. */
export interface Wire {
  readonly bytes: Uint8Array;
  readonly end: number;
  at: number;
}

/** Begins to read at the first byte. */
export function wireOf(bytes: Uint8Array): Wire {
  return { bytes, at: 0, end: bytes.length };
}

/** One field: its number, and how it is written (0 a number, 2 a run of bytes). */
export interface Field {
  readonly number: number;
  readonly kind: number;
}

/** Hands each field to `take`, and steps over whatever `take` left unread. */
export function eachField(wire: Wire, take: (field: Field) => void): void {
  while (wire.at < wire.end) {
    const key = readVarint(wire);
    const field = { number: Math.floor(key / 8), kind: key % 8 };
    const { at } = wire;
    take(field);
    if (wire.at === at) skip(wire, field);
  }
}

/** A number of up to 64 bits without a sign; beyond 2⁵³ it is rounded. */
export function readVarint(wire: Wire): number {
  let byte = nextByte(wire);
  if (byte < 128) return byte;
  let value = byte & 127;
  let scale = 128;
  for (let i = 1; i < LONGEST_VARINT; i++) {
    byte = nextByte(wire);
    value += (byte & 127) * scale;
    if (byte < 128) return value;
    scale *= 128;
  }
  throw spoilt("A number in the file is longer than 64 bits");
}

/** A number written zigzag, so that small negative ones are short. */
export function readZigzag(wire: Wire): number {
  const value = readVarint(wire);
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}

/** A number whose negatives are written in two's complement of 64 bits. */
export function readSigned(wire: Wire): number {
  let value = 0n;
  for (let shift = 0n; shift < 70n; shift += 7n) {
    const byte = nextByte(wire);
    value |= BigInt(byte & 127) << shift;
    if (byte < 128) return Number(BigInt.asIntN(64, value));
  }
  throw spoilt("A number in the file is longer than 64 bits");
}

/** A run of bytes, as a cursor of its own over the same memory. */
export function readInner(wire: Wire): Wire {
  const length = readVarint(wire);
  const at = wire.at;
  if (at + length > wire.end) {
    throw spoilt(`A field is cut off: expected ${length} bytes, found ${wire.end - at}`);
  }
  wire.at = at + length;
  return { bytes: wire.bytes, at, end: at + length };
}

/** A run of bytes as they are. */
export function readBytes(wire: Wire): Uint8Array {
  const inner = readInner(wire);
  return inner.bytes.subarray(inner.at, inner.end);
}

/** A run of bytes as text; what is not UTF-8 becomes a replacement character. */
export function readText(wire: Wire): string {
  return TEXT.decode(readBytes(wire));
}

/** All numbers of a packed field. */
export function readPacked(wire: Wire, read: (inner: Wire) => number): number[] {
  const inner = readInner(wire);
  const values: number[] = [];
  while (inner.at < inner.end) {
    if (values.push(read(inner)) > LIST_MAX) {
      throw spoilt(`A list has more than ${LIST_MAX} numbers: expected thousands`);
    }
  }
  return values;
}

/** All numbers of a packed field, each of which was written as the step from the one before it. */
export function readSteps(wire: Wire): number[] {
  let sum = 0;
  return readPacked(wire, (inner) => (sum += readZigzag(inner)));
}

function nextByte(wire: Wire): number {
  if (wire.at >= wire.end) throw spoilt("The file ends in the middle of a number");
  return wire.bytes[wire.at++]!;
}

function skip(wire: Wire, { number, kind }: Field): void {
  if (kind === 0) readVarint(wire);
  else if (kind === 2) readInner(wire);
  else if (kind === 1 || kind === 5) {
    wire.at += kind === 1 ? 8 : 4;
    if (wire.at > wire.end) throw spoilt("The file ends in the middle of a number");
  } else throw spoilt(`Field ${number} is written in a way that is unknown: ${kind}`);
}
