import { Bug } from "@msafara/kernel";

/** What may travel or be stored: plain JSON, and nothing that JSON would bend on the way. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/** A message, command, event or state: an object; messages and events name their type. */
export interface Body {
  readonly type: string;
  readonly [field: string]: any;
}

/** PostgreSQL cannot hold NUL in text, and no one can hold half a surrogate pair. */
// oxlint-disable-next-line no-control-regex -- NUL is exactly what is looked for.
const UNSTORABLE = /[\u0000\ud800-\udfff]/u;
/** What JSON writes as it is: nearly all texts, and to look is cheaper than to write. */
const PLAIN = /^[\w .,:;/+()-]*$/;
const DEPTH_MAX = 64;
const FEW_KEYS = 24;
const NAME_LENGTH_MAX = 24;
const NAMES_MAX = 2_000;

const decoder = new TextDecoder();

/** The canonical bytes of a value: keys sorted, so that equal values are equal to the byte (G9). */
export function encode(value: unknown): Uint8Array {
  const bytes = Buffer.from(canonical(value, 0));
  // A plain view: code that slices it must get a copy, and Buffer's own slice is none.
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** Makes sure that a value could be written, without writing it; what cannot be is a bug, as in `encode`. */
export function assertStorable(value: unknown): void {
  weigh(value, 0);
}

/** What the bytes say. Only bytes that `encode` made are ever handed in. */
export function decode<Value>(bytes: Uint8Array): Value {
  return JSON.parse(decoder.decode(bytes));
}

function canonical(value: unknown, depth: number): string {
  switch (typeof value) {
    case "string":
      return canonicalText(value);
    case "number":
      if (!Number.isFinite(value)) throw new Bug(`Cannot store a number that is ${value}`);
      return Object.is(value, -0) ? "0" : String(value);
    case "boolean":
      return value ? "true" : "false";
    case "object":
      if (value === null) return "null";
      if (depth >= DEPTH_MAX) throw tooDeep();
      return Array.isArray(value) ? canonicalList(value, depth) : canonicalRecord(value, depth);
    default:
      throw new Bug(`Cannot store a ${typeof value}: expected plain JSON`);
  }
}

function canonicalList(list: readonly unknown[], depth: number): string {
  let text = "[";
  for (let i = 0; i < list.length; i++)
    text += (i === 0 ? "" : ",") + canonical(list[i], depth + 1);
  return text + "]";
}

function canonicalRecord(record: object, depth: number): string {
  refuseUnplain(record);
  const keys = sorted(Object.keys(record));
  let text = "{";
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    text += i === 0 ? "" : ",";
    text += canonicalKey(key) + canonical(Reflect.get(record, key), depth + 1);
  }
  return text + "}";
}

function weigh(value: unknown, depth: number): void {
  if (typeof value === "string") return weighText(value);
  if (typeof value !== "object" || value === null) return refuseBent(value);
  if (depth >= DEPTH_MAX) throw tooDeep();
  if (Array.isArray(value)) {
    for (const item of value) weigh(item, depth + 1);
    return;
  }
  refuseUnplain(value);
  for (const key of Object.keys(value)) {
    weighText(key);
    weigh(Reflect.get(value, key), depth + 1);
  }
}

/** Of what is neither text nor object. */
function refuseBent(value: unknown): void {
  if (Number.isFinite(value) || typeof value === "boolean" || value === null) return;
  canonical(value, 0);
}

function weighText(text: string): void {
  if (!PLAIN.test(text) && UNSTORABLE.test(text)) throw unstorable();
}

function refuseUnplain(record: object): void {
  const prototype: unknown = Object.getPrototypeOf(record);
  if (prototype === Object.prototype || prototype === null) return;
  throw new Bug(`Cannot store a ${record.constructor.name}: expected a plain object`);
}

function tooDeep(): Bug {
  return new Bug(`Cannot store a value nested deeper than ${DEPTH_MAX}`);
}

function unstorable(): Bug {
  return new Bug("Cannot store a text with NUL or half a surrogate pair");
}

/** Sorts a list that is ours alone. Nearly all are short, and then moving keys up is cheapest. */
function sorted(keys: string[]): readonly string[] {
  if (keys.length > FEW_KEYS) return keys.toSorted();
  for (let i = 1; i < keys.length; i++) {
    const key = keys[i]!;
    let at = i;
    for (; at > 0 && keys[at - 1]! > key; at--) keys[at] = keys[at - 1]!;
    keys[at] = key;
  }
  return keys;
}

const writtenKeys = new Map<string, string>();

/** The names of fields are few and short and come time and again; ids that are keys are longer. */
function canonicalKey(key: string): string {
  const known = writtenKeys.get(key);
  if (known !== undefined) return known;
  const written = `${canonicalText(key)}:`;
  const isName = key.length <= NAME_LENGTH_MAX && writtenKeys.size < NAMES_MAX;
  if (isName) writtenKeys.set(key, written);
  return written;
}

/** Only what JSON had to write as an escape can be unstorable; most texts have none. */
function canonicalText(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  const written = JSON.stringify(text);
  if (written.includes("\\u") && UNSTORABLE.test(text)) {
    throw unstorable();
  }
  return written;
}
