import type { Dice } from "../../tour/dice.ts";

/** What a field holds: other fields, numbers in a row, or whatever its bytes say. */
export type Shape = "bytes" | "packed" | { readonly [number: number]: Shape };

const TAGS = { 2: "packed", 3: "packed" } as const;
/** A block of a map, as far as its fields hold fields. */
export const BLOCK: Shape = {
  1: { 1: "bytes" },
  2: {
    1: TAGS,
    2: { 1: "packed", 8: "packed", 9: "packed", 10: "packed" },
    3: { ...TAGS, 8: "packed" },
    4: { ...TAGS, 8: "packed", 9: "packed", 10: "packed" },
  },
};

/** Numbers at which something usually turns over. */
const EDGES = [0n, 1n, 2n, 127n, 128n, 255n, 256n, 65_535n, 65_536n, 2n ** 31n - 1n, 2n ** 31n]
  .concat([2n ** 32n - 1n, 2n ** 32n, 2n ** 53n - 1n, 2n ** 53n, 2n ** 63n - 1n, 2n ** 64n - 1n])
  .concat([1_800_000_001n * 2n, 900_000_001n * 2n, 20_000n, 100_000_000n]);

/** A field as it was written. */
export interface Field {
  number: bigint;
  kind: bigint;
  value: bigint;
  bytes: Uint8Array;
}

/** The same message with something in it changed, every length around it right again. */
export function spoilFields(bytes: Uint8Array, shape: Shape, dice: Dice): Uint8Array {
  if (shape === "packed") return spoilNumbers(bytes, dice);
  if (shape === "bytes") return spoilText(bytes, dice);
  const fields = fieldsOf(bytes);
  if (fields.length === 0) return bytes;
  const at = Math.floor(dice() * fields.length);
  const field = fields[at]!;
  const inner = shape[Number(field.number)];
  if (field.kind === 2n && dice() < 0.85) {
    field.bytes = spoilFields(field.bytes, inner ?? "bytes", dice);
  } else spoilField(fields, at, dice);
  return bytesOf(fields);
}

function spoilField(fields: Field[], at: number, dice: Dice): void {
  const field = fields[at]!;
  const kind = Math.floor(dice() * 6);
  if (kind === 0) fields.splice(at, 1);
  else if (kind === 1) fields.splice(at, 0, field);
  else if (kind === 2) field.number = BigInt(Math.floor(dice() * 36));
  else if (kind === 3) [field.kind, field.value] = [0n, edge(dice)];
  else if (kind === 4)
    fields.push({ number: 17n, kind: 0n, value: edge(dice), bytes: field.bytes });
  else
    fields.push({
      number: dice() < 0.5 ? 19n : 20n,
      kind: 0n,
      value: edge(dice),
      bytes: field.bytes,
    });
}

function spoilNumbers(bytes: Uint8Array, dice: Dice): Uint8Array {
  const numbers = numbersOf(bytes);
  const times = 1 + Math.floor(dice() * 3);
  for (let i = 0; i < times; i++) {
    const at = Math.floor(dice() * (numbers.length + 1));
    const kind = dice();
    if (kind < 0.5) numbers[at] = edge(dice);
    else if (kind < 0.7) numbers.splice(at, 1);
    else if (kind < 0.9) numbers.splice(at, 0, BigInt(Math.floor(dice() * 400)));
    else numbers.splice(at, 0, ...numbers.slice(0, 50));
  }
  return Buffer.concat(numbers.map(varint));
}

/** Words that mean something to a reader of maps, or to whoever wrote it in JavaScript. */
const WORDS = ["constructor", "__proto__", "toString", "no_u_turn", "only_left_turn", "-1", "ferry"]
  .concat(["motorway", "no @ (Mo-Su 00:00-24:00)", "no @ (((", "1e309", "0", "-0", "NaN", "\u0000"])
  .concat(["\u202e\u{1f69a}", " ".repeat(900), "@".repeat(900), "a".repeat(1_001), "bollard"]);

function spoilText(bytes: Uint8Array, dice: Dice): Uint8Array {
  if (dice() < 0.6) return Buffer.from(WORDS[Math.floor(dice() * WORDS.length)]!);
  return Buffer.concat([bytes.subarray(0, Math.floor(dice() * bytes.length)), bytes]);
}

function edge(dice: Dice): bigint {
  return dice() < 0.8
    ? EDGES[Math.floor(dice() * EDGES.length)]!
    : BigInt(Math.floor(dice() * 2 ** 48));
}

/** Takes a message apart, as far as it is one. */
export function fieldsOf(bytes: Uint8Array): Field[] {
  const fields: Field[] = [];
  let at = 0;
  const next = () => {
    let value = 0n;
    for (let shift = 0n; at < bytes.length; shift += 7n) {
      const byte = bytes[at++]!;
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) break;
    }
    return value;
  };
  while (at < bytes.length) {
    const key = next();
    const [number, kind] = [key >> 3n, key & 7n];
    const value = next();
    const run = bytes.subarray(at, at + Number(value));
    if (kind === 2n) at += run.length;
    fields.push({ number, kind, value, bytes: kind === 2n ? run : new Uint8Array(0) });
  }
  return fields;
}

function bytesOf(fields: readonly Field[]): Uint8Array {
  const parts = fields.flatMap(({ number, kind, value, bytes }) => {
    const key = varint(number * 8n + kind);
    return kind === 2n ? [key, varint(BigInt(bytes.length)), bytes] : [key, varint(value)];
  });
  return Buffer.concat(parts);
}

function numbersOf(bytes: Uint8Array): bigint[] {
  const numbers: bigint[] = [];
  let value = 0n;
  let shift = 0n;
  for (const byte of bytes) {
    value |= BigInt(byte & 127) << shift;
    shift += 7n;
    if (byte > 127) continue;
    numbers.push(value);
    [value, shift] = [0n, 0n];
  }
  return numbers;
}

function varint(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) + 128);
  return Buffer.from([...bytes, Number(rest)]);
}
