import type { CustomTypesConfig } from "pg";

const BOOL = 16;
const BYTEA = 17;
const INT8 = 20;
const INT2 = 21;
const INT4 = 23;
const FLOAT8 = 701;
const JSONB = 3802;
const TIMESTAMPTZ = 1184;
const INT8_ARRAY = 1016;

/**
 * How values of the database become ours: numbers that count exactly, instants in milliseconds,
 * plain bytes. What is not named here stays text.
 */
export const TYPES: CustomTypesConfig = {
  getTypeParser: ((oid: number) =>
    PARSERS.get(oid) ?? asText) as CustomTypesConfig["getTypeParser"],
};

const PARSERS: ReadonlyMap<number, (text: string) => unknown> = new Map<
  number,
  (text: string) => unknown
>([
  [BOOL, (text) => text === "t"],
  [BYTEA, toBytes],
  [INT2, Number],
  [INT4, Number],
  [INT8, Number],
  [INT8_ARRAY, toNumbers],
  [FLOAT8, Number],
  [JSONB, (text) => JSON.parse(text)],
  [TIMESTAMPTZ, toInstant],
]);

function asText(text: string): string {
  return text;
}

/** Bytes come as hex. Each gets memory of its own: a slice of Node's pool would keep 8 KiB alive. */
function toBytes(text: string): Uint8Array {
  const bytes = new Uint8Array((text.length - 2) / 2);
  Buffer.from(bytes.buffer).write(text.slice(2), "hex");
  return bytes;
}

function toNumbers(text: string): readonly number[] {
  return text === "{}" ? [] : text.slice(1, -1).split(",").map(Number);
}

/** PostgreSQL writes `2026-11-20 22:00:00.123+00`, and years of five digits without a sign. */
function toInstant(text: string): number {
  const iso = text.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00");
  return Date.parse(iso.replace(/^(\d{5,6})-/, (_, year) => `+${year.padStart(6, "0")}-`));
}
