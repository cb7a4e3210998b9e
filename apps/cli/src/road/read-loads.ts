import { fromIso, type Instant } from "@msafara/kernel";
import type { Geocoder } from "@msafara/routing";
import { nearest } from "../words/nearest.ts";
import { parseJson } from "../words/values.ts";
import { type Named, placeNamed } from "./place-named.ts";

const LOADS_MAX = 10_000;
/** How a load is written, for whoever wrote it otherwise. */
const EXAMPLE =
  '{"id": "Tea 17", "pickup": "Kericho", "drop": "-4.04,39.66", "payKes": 45000, "weightKg": 8000}';

/** Windows begins a text with it. */
const BYTE_ORDER_MARK = /^\u{feff}/u;
const FIELDS = ["id", "pickup", "drop", "payKes", "weightKg", "pickupHours", "dropHours"];

/** From and until, when a call may begin. */
export type Hours = readonly [from: Instant, until: Instant];

/** An open load as somebody writes it down. */
export interface WrittenLoad {
  readonly id: string;
  readonly pickup: Named;
  readonly drop: Named;
  readonly payKes: number;
  readonly weightKg: number;
  readonly pickupHours?: Hours;
  readonly dropHours?: Hours;
}

/** Reads loads from JSON, or says in one sentence what is wrong with the first that cannot be read. */
export function readLoads(text: string, geocoder: Geocoder): readonly WrittenLoad[] | string {
  const read = parseJson(text.replace(BYTE_ORDER_MARK, ""));
  if (read === undefined) return `This is no JSON: expected a list of loads, [${EXAMPLE}]`;
  const all = read.json;
  if (!Array.isArray(all)) return `This is no list of loads: expected [${EXAMPLE}]`;
  if (all.length > LOADS_MAX) return `These are ${all.length} loads: expected ${LOADS_MAX} at most`;
  const loads: WrittenLoad[] = [];
  for (const [i, each] of all.entries()) {
    const load = readLoad(each, geocoder);
    if (typeof load === "string") return `Load ${i + 1}: ${load}`;
    if (loads.some(({ id }) => id === load.id)) return `Load ${i + 1}: "${load.id}" is there twice`;
    loads.push(load);
  }
  return loads;
}

function readLoad(written: unknown, geocoder: Geocoder): WrittenLoad | string {
  if (typeof written !== "object" || written === null) return `expected ${EXAMPLE}`;
  const loose: Loose = written;
  const { id, payKes, weightKg } = loose;
  const strange = Object.keys(loose).find((field) => !FIELDS.includes(field));
  if (strange !== undefined) return sayStrange(strange);
  if (typeof id !== "string" || id === "") return `expected a name, as in ${EXAMPLE}`;
  if (!isAmount(payKes)) return `expected payKes above zero, found ${JSON.stringify(payKes)}`;
  if (!isAmount(weightKg)) return `expected weightKg above zero, found ${JSON.stringify(weightKg)}`;
  const places = readPlaces(loose, geocoder);
  if (typeof places === "string") return places;
  const hours = readBothHours(loose);
  return typeof hours === "string" ? hours : { id, payKes, weightKg, ...places, ...hours };
}

/** What is not looked at is refused: hours that are misspelt would not hold. */
function sayStrange(field: string): string {
  const meant = nearest(field, FIELDS);
  const guess = meant === undefined ? `expected ${FIELDS.join(", ")}` : `did you mean "${meant}"?`;
  return `a load has no "${field}": ${guess}`;
}

function readPlaces({ pickup, drop }: Loose, geocoder: Geocoder) {
  if (typeof pickup !== "string" || typeof drop !== "string") {
    return `expected a pickup and a drop, as in ${EXAMPLE}`;
  }
  const [from, to] = [placeNamed(geocoder, pickup), placeNamed(geocoder, drop)];
  if (typeof from === "string") return from;
  return typeof to === "string" ? to : { pickup: from, drop: to };
}

type Loose = { readonly [Field in keyof WrittenLoad]?: unknown };

function isAmount(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value > 0;
}

function readBothHours({ pickupHours, dropHours }: Loose) {
  const [open, due] = [readHours(pickupHours), readHours(dropHours)];
  if (open === null || due === null) return "expected hours as two instants, the earlier first";
  return { ...(open && { pickupHours: open }), ...(due && { dropHours: due }) };
}

/** Nothing where none are written, and `null` where they mean nothing. */
function readHours(written: unknown): Hours | undefined | null {
  if (written === undefined) return undefined;
  if (!Array.isArray(written) || written.length !== 2) return null;
  const [from, until] = written.map((each) => fromIso(String(each)));
  return from === undefined || until === undefined || from > until ? null : [from, until];
}
