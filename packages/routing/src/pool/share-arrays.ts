/** Kinds of arrays that a map is made of. */
const KINDS: readonly (new (memory: SharedArrayBuffer) => ArrayBufferView)[] = [
  Uint8Array,
  Int8Array,
  Uint16Array,
  Int16Array,
  Uint32Array,
  Int32Array,
  Float32Array,
  Float64Array,
];

/**
 * The same thing with all its flat arrays in memory that threads share, once for all of them. Names, rules and
 * whatever else is no row of numbers stays as it is, and each thread gets its own.
 */
export function shareArrays<Kept>(kept: Kept): Kept {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Each part is replaced by one of its own kind.
  return shared(kept) as Kept;
}

function shared(part: unknown): unknown {
  if (ArrayBuffer.isView(part)) return moved(part);
  if (typeof part !== "object" || part === null || !isPlain(part)) return part;
  return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, shared(value)]));
}

function isPlain(part: object): boolean {
  return Object.getPrototypeOf(part) === Object.prototype;
}

function moved(array: ArrayBufferView): ArrayBufferView {
  if (array.buffer instanceof SharedArrayBuffer) return array;
  const Kind = KINDS.find((kind) => array instanceof kind);
  if (Kind === undefined) return array;
  const memory = new SharedArrayBuffer(array.byteLength);
  new Uint8Array(memory).set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  return new Kind(memory);
}
