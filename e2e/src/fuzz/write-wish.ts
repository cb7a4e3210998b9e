import { gzipSync } from "node:zlib";
import { changeBody } from "./change-body.ts";
import { showToken } from "./show-token.ts";
import { NASTY_SEGMENTS } from "./nasty-values.ts";
import type { Contract } from "./read-contract.ts";
import type { Operation } from "./read-document.ts";
import type { People } from "./settle-people.ts";
import type { Wish, Wrap } from "./wish.ts";

const BOMB = gzipSync(Buffer.alloc(20_000_000, 0x20));
const TOO_LARGE = 1_048_600;
const FOREIGN = "01jx5k7q3v9e2m8n4p6r0s1t2w";

/** Names that stand behind a question mark, where they belong or not. */
const QUERY_NAMES = [
  "limit",
  "cursor",
  "status",
  "from",
  "to",
  "q",
  "near",
  "radiusKm",
  "vehicleType",
  "minRatePerKm",
  "type",
  "state",
  "dryRun",
  "after",
  "__proto__",
  "constructor",
  "a[b]",
  "a[]",
  "limit[]",
  "",
] as const;

const QUERY_VALUES = [
  "1",
  "200",
  "201",
  "0",
  "-1",
  "1e3",
  "0x10",
  "1.5",
  "NaN",
  "",
  "true",
  "false",
  "TRUE",
  "bHBfMDE",
  "eyJhIjoxfQ",
  "W10",
  "AAAA",
  "%00",
  "%ED%A0%80",
  "%zz",
  "%",
  "-1.29,36.82",
  "91,0",
  "0,181",
  "1,2,3",
  "NaN,NaN",
  ",",
  "bidding",
  "booked",
  "box",
  "2026-11-21T06:00:00.000Z",
  "9999-12-31T23:59:59.999Z",
  "99999999-01-01",
  "%25",
  "%27%22%5c",
  "tea%25_",
  "100",
  "99999999999999999999",
  "driver",
  "platform",
  "Available",
  "KES",
  "a".repeat(3_000),
  "%F0%9F%9A%9A",
  "cargo",
  "e%CC%81",
  "null",
  "[]",
] as const;

const HEADERS = [
  "cookie: " + "a=b; ".repeat(2_500),
  "accept-language: sw",
  "accept-language: " + "x,".repeat(3_000),
  "accept-language: *;q=NaN, sw;q=2, \u0000",
  "accept: text/html",
  "x-request-id: " + "a".repeat(200),
  "x-request-id: a\u00e9b",
  "x-request-id: ../../x",
  "if-none-match: *",
  'if-none-match: "a", W/"b", ' + '"c",'.repeat(500),
  "range: bytes=0-1",
  "expect: 100-continue",
  "expect: 200-ok",
  "transfer-encoding: identity",
  "te: trailers",
  "upgrade: h2c",
  "connection: upgrade",
  "x-http-method-override: DELETE",
  "x-forwarded-for: 1.2.3.4, " + "5.6.7.8, ".repeat(400),
  "x-forwarded-for: not an address",
  "x-forwarded-for: ::1%eth0",
  "x-forwarded-host: evil.example",
  "x-forwarded-proto: javascript",
  "forwarded: for=unknown",
  "host: evil.example",
  "origin: https://evil.example",
  "origin: null",
  "user-agent: " + "\u00ff".repeat(4_000),
  "user-agent: a\tb",
  "content-encoding: br",
  "content-length: 5",
  "__proto__: x",
  "constructor: x",
  "idempotency-key: one",
  "idempotency-key:",
  "x-api-key: one, two",
  "x-bad\u00e9name: x",
  "x-folded: a\r\n b",
  "x-null: a\u0000b",
] as const;

/** What it takes to write requests for a town. */
export interface Writer {
  readonly contract: Contract;
  readonly people: People;
  readonly now: number;
}

/** A request as bytes, and what is known of it. */
export interface Written {
  readonly bytes: Buffer;
  /** What is really asked: another method may be another operation, or none. */
  readonly operation: Operation | undefined;
  readonly isHead: boolean;
  /** Nothing on the wire says where it ends, so a peer may also hang up. */
  readonly mayHangUp: boolean;
  readonly isRehearsal: boolean;
}

/** Whoever did one of these would be gone for good, and with him what the others quarrel about. */
const LAST_DEEDS: ReadonlySet<string> = new Set(["eraseAccount", "suspendUser"]);

/** Writes a request out. */
export function writeWish(writer: Writer, anyWish: Wish): Written {
  const { operations } = writer.contract;
  const operation = operations[anyWish.operation % operations.length]!;
  const method = anyWish.method === "as-listed" ? operation.method : anyWish.method;
  const asked = operations.find(
    (each) => each.path === operation.path && each.method === listedAs(method),
  );
  const isLast = LAST_DEEDS.has(asked?.id ?? "");
  const wish: Wish = isLast ? { ...anyWish, who: "nobody" } : anyWish;
  const { body, head: bodyHead, mayHangUp } = wrapBody(writer, wish, operation);
  const extra = wish.headers.map((at) => HEADERS[at % HEADERS.length] ?? "");
  const lines = [
    `${method} ${targetOf(writer, wish, operation)} HTTP/1.1`,
    "host: msafara.example",
    ...showToken(writer.people, wish),
    ...(wish.key === undefined ? [] : [`idempotency-key: fuzz-${wish.key % 5_000}`]),
    ...bodyHead,
    ...extra,
  ];
  const head = Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
  return {
    bytes: Buffer.concat([head, body]),
    operation: asked,
    isHead: method === "HEAD",
    mayHangUp: mayHangUp || extra.length > 0 || method === "BREW" || method === "TRACE",
    isRehearsal: wish.isRehearsal && operation.isCommand,
  };
}

function listedAs(method: string): string {
  return method === "HEAD" ? "GET" : method;
}

function targetOf({ people }: Writer, wish: Wish, { path, query, isCommand }: Operation): string {
  let i = 0;
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const segment = wish.segments[i++ % wish.segments.length] ?? "known";
    if (typeof segment === "object") return NASTY_SEGMENTS[segment.nasty] ?? "x";
    if (name === "type") return ["driver", "shipper"][wish.pick % 2] ?? "driver";
    const prefix = prefixOf(path, wish.pick);
    if (segment === "foreign") return `${prefix}_${FOREIGN}`;
    const known = people.ids[prefix] ?? [];
    return known[wish.pick % Math.max(1, known.length)] ?? `${prefix}_${FOREIGN}`;
  });
  const names = [...query, ...QUERY_NAMES];
  const asked = wish.query.map(({ name, value }) => {
    const known = wish.pick % 3 > 0 && query.length > 0 ? query : names;
    return `${known[name % known.length]}=${QUERY_VALUES[value % QUERY_VALUES.length]}`;
  });
  if (isCommand && wish.isRehearsal) asked.unshift("dryRun=true");
  return asked.length === 0 ? filled : `${filled}?${asked.join("&")}`;
}

function prefixOf(path: string, pick: number): string {
  const [, noun = ""] = /\/(\w[\w-]*)\/\{/.exec(path) ?? [];
  const prefixes: Readonly<Record<string, string>> = {
    shipments: "shp",
    bids: "bid",
    organizations: "org",
    trips: "trp",
    payments: "pay",
    sessions: "fam",
    "api-keys": "key",
  };
  return prefixes[noun] ?? ["drv", "shr"][pick % 2] ?? "drv";
}

interface Wrapped {
  readonly head: readonly string[];
  readonly body: Buffer;
  readonly mayHangUp: boolean;
}

function wrapBody(writer: Writer, wish: Wish, operation: Operation): Wrapped {
  const takesNone = operation.example === undefined;
  if (takesNone && wish.pick % 4 !== 0)
    return { head: [], body: Buffer.alloc(0), mayHangUp: false };
  const text = changeBody(operation.example ?? {}, {
    changes: wish.changes,
    ids: writer.people.ids,
    pick: wish.pick,
    now: writer.now,
  });
  return wraps[wish.wrap](text);
}

const JSON_TYPE = "content-type: application/json";

const wraps: Readonly<Record<Wrap, (text: string) => Wrapped>> = {
  plain: (text) => sized(Buffer.from(text)),
  chunked: (text) => chunked(Buffer.from(text)),
  none: () => ({ head: [], body: Buffer.alloc(0), mayHangUp: false }),
  empty: () => sized(Buffer.alloc(0)),
  "cut-short": (text) => sized(Buffer.from(text).subarray(0, Math.floor(text.length / 2))),
  "trailing-rubbish": (text) => sized(Buffer.from(`${text}}]garbage`)),
  "utf-16": (text) => sized(Buffer.from(text, "utf16le"), `${JSON_TYPE}; charset=utf-16`),
  "latin-1": (text) => sized(Buffer.from(text, "latin1"), `${JSON_TYPE}; charset=latin1`),
  bom: (text) => sized(Buffer.from(`\ufeff${text}`)),
  "bad-utf-8": (text) => sized(Buffer.concat([Buffer.from(text), Buffer.of(0xc3, 0x28, 0xff)])),
  "gzip-said": (text) => sized(Buffer.from(text), `${JSON_TYPE}\r\ncontent-encoding: gzip`),
  "gzip-bomb": () => sized(BOMB, `${JSON_TYPE}\r\ncontent-encoding: gzip`),
  form: () => sized(Buffer.from("a=1&b=2"), "content-type: application/x-www-form-urlencoded"),
  "no-type": (text) => ({ ...sized(Buffer.from(text)), head: [lengthOf(text)] }),
  "type-with-parameters": (text) =>
    sized(Buffer.from(text), 'content-type: Application/JSON;  charset="utf-8"; x=y;;'),
  multipart: () =>
    sized(Buffer.from("--x\r\n\r\n1\r\n--x--"), "content-type: multipart/form-data; boundary=x"),
  "too-large": () => ({ ...sized(Buffer.alloc(TOO_LARGE, 0x61)), mayHangUp: true }),
  array: (text) => sized(Buffer.from(`[${text},${text}]`)),
  "double-length": (text) => {
    const { head, body } = sized(Buffer.from(text));
    return { head: [...head, lengthOf(text)], body, mayHangUp: true };
  },
  "length-too-short": (text) => {
    const { head, body } = sized(Buffer.from(text));
    const short = `content-length: ${Math.max(0, body.length - 3)}`;
    return { head: [head[0] ?? "", short], body, mayHangUp: true };
  },
};

function sized(body: Buffer, type: string = JSON_TYPE): Wrapped {
  return { head: [type, `content-length: ${body.length}`], body, mayHangUp: false };
}

function lengthOf(text: string): string {
  return `content-length: ${Buffer.byteLength(text)}`;
}

function chunked(body: Buffer): Wrapped {
  const pieces = [];
  for (let at = 0; at < body.length; at += 1_000) {
    const piece = body.subarray(at, at + 1_000);
    pieces.push(Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from("\r\n"));
  }
  pieces.push(Buffer.from("0\r\n\r\n"));
  return {
    head: [JSON_TYPE, "transfer-encoding: chunked"],
    body: Buffer.concat(pieces),
    mayHangUp: false,
  };
}
