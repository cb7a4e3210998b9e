import { NASTY_NAMES, NASTY_VALUES, VERBATIM } from "./nasty-values.ts";
import type { Change } from "./wish.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const EXAMPLE_DAY = Date.UTC(2026, 10, 20);
const ID = /^([a-z]{3})_[0-9a-z]{26}$/;
const INSTANT = /^2026-11-\d\dT/;

/** Whose it is goes without saying, mostly, and nobody of the town has a yard. */
const SELDOM: ReadonlySet<string> = new Set(["shipperId", "driverId", "facilityId", "otp"]);

/** What a body is made for. */
export interface Occasion {
  readonly changes: readonly Change[];
  /** Ids of the town, by prefix. */
  readonly ids: Readonly<Record<string, readonly string[]>>;
  readonly pick: number;
  readonly now: number;
}

type Here = Pick<Occasion, "ids" | "pick" | "now">;

interface Spot {
  readonly holder: Record<string, unknown> | unknown[];
  readonly name: string;
}

/** An example as text, brought to this town and this hour, and spoilt. */
export function changeBody(example: unknown, { changes, ...here }: Occasion): string {
  const root = { body: settle(example, here) };
  const duplicates: string[] = [];
  for (const { how, at, value } of changes) {
    const spots = spotsIn(root);
    const spot = spots[at % spots.length];
    if (spot === undefined) continue;
    const { holder, name } = spot;
    const nasty = structuredClone(NASTY_VALUES[value % NASTY_VALUES.length]);
    if (how === "replace") put(holder, name, nasty);
    else if (how === "remove") Reflect.deleteProperty(holder, name);
    else if (how === "add") put(holder, NASTY_NAMES[value % NASTY_NAMES.length] ?? "x", nasty);
    else duplicates.push(name);
  }
  const text = JSON.stringify(root.body) ?? "";
  return unwrap(duplicates.reduce(doubled, text));
}

function put(holder: Spot["holder"], name: string, value: unknown): void {
  if (Array.isArray(holder) && !/^\d+$/.test(name)) {
    holder.push(value);
    return;
  }
  Object.defineProperty(holder, name, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

/** Every place in a body, the whole of it among them. */
function spotsIn(holder: Spot["holder"]): readonly Spot[] {
  return Object.entries(holder).flatMap(([name, value]) => [
    { holder, name },
    ...(isHolder(value) ? spotsIn(value) : []),
  ]);
}

function isHolder(value: unknown): value is Spot["holder"] {
  return typeof value === "object" && value !== null;
}

/** The same field a second time, with a value of its own. */
function doubled(text: string, name: string): string {
  return text.replace(`"${name}":`, `"${name}":null,"${name}":`);
}

function unwrap(text: string): string {
  const mark = JSON.stringify(VERBATIM).slice(1, -1);
  if (!text.includes(mark)) return text;
  return text.replaceAll(
    new RegExp(`"${mark.replaceAll("\\", "\\\\")}((?:[^"\\\\]|\\\\.)*)"`, "g"),
    (_, said) => JSON.parse(`"${said}"`),
  );
}

function settle(value: unknown, at: Here): unknown {
  if (Array.isArray(value)) return value.map((each) => settle(each, at));
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value)
      .filter(([name]) => at.pick % 4 === 0 || !SELDOM.has(name))
      .map(([name, each]) => [name, settle(each, at)]);
    return Object.fromEntries(entries);
  }
  return typeof value === "string" ? settleText(value, at) : value;
}

function settleText(text: string, { ids, pick, now }: Here): string {
  // Now and then somebody or something that is not of this town.
  const known = pick % 11 === 0 ? undefined : ids[ID.exec(text)?.[1] ?? ""];
  if (known !== undefined) return known[pick % known.length] ?? text;
  if (text === "+254712345678")
    return `+2547${String(20_000_000 + (pick % 3_000)).padStart(8, "0")}`;
  if (!INSTANT.test(text)) return text;
  // Examples speak of one day; here it is always tomorrow.
  const tomorrow = Math.floor(now / HOUR_MS) * HOUR_MS;
  return new Date(tomorrow + DAY_MS + (Date.parse(text) - EXAMPLE_DAY)).toISOString();
}
