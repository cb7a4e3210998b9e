import { encodePositionFrame } from "@msafara/contracts";
import { NASTY_VALUES } from "./nasty-values.ts";
import type { Say } from "./any-talk.ts";
import { forge } from "./show-token.ts";
import type { People } from "./settle-people.ts";

const MASK = Buffer.from([0x12, 0x34, 0x56, 0x78]);
const TEXT = 1;
const BINARY = 2;
const CONTINUED = 0;
const FIX_BYTES = 28;

const TOPICS = [
  "me",
  "market",
  "ops",
  "truck/",
  "trip/",
  "payment/",
  "facility/",
  "negotiation/",
  "all",
  "*",
  "",
] as const;

const TYPES = [
  "auth",
  "subscribe",
  "unsubscribe",
  "ping",
  "pong",
  "event",
  "",
  "__proto__",
  "error",
] as const;

/** Frames that are none, each wrong in its own way. */
const BROKEN: readonly Buffer[] = [
  // Not masked, as a client's must be.
  Buffer.from([0x81, 0x02, 0x7b, 0x7d]),
  // Reserved bits, which nobody agreed on.
  Buffer.from([0xf1, 0x82, ...MASK, 0, 0]),
  // A length of 2^63.
  Buffer.from([0x82, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0, ...MASK]),
  // A length just beyond what is read.
  Buffer.from([0x81, 0xff, 0, 0, 0, 0, 0, 1, 0, 1, ...MASK]),
  // A continuation of nothing.
  Buffer.from([0x80, 0x80, ...MASK]),
  // A ping in two pieces.
  Buffer.from([0x09, 0x80, ...MASK]),
  // A close with half a code, and one with a code that nobody may send.
  Buffer.from([0x88, 0x81, ...MASK, 0x03]),
  Buffer.from([0x88, 0x82, ...MASK, 0x03 ^ 0x12, 0xed ^ 0x34]),
  // Text that is no UTF-8.
  Buffer.from([0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28]),
  // A head, and then nothing.
  Buffer.from([0x81, 0xfe, 0x40]),
];

/** Something said, as it goes over the wire. */
export function writeFrame(people: People, say: Say): Buffer {
  switch (say.say) {
    case "text":
      return frame(TEXT, Buffer.from(textOf(people, say)));
    case "token":
      return frame(
        TEXT,
        Buffer.from(JSON.stringify({ type: "auth", token: tokenOf(people, say.who) })),
      );
    case "subscribe":
      return frame(TEXT, Buffer.from(JSON.stringify(subscription(people, say))));
    case "fixes":
      return frame(BINARY, fixes(say));
    case "bytes":
      return frame(say.isBinary ? BINARY : TEXT, Buffer.from(say.bytes));
    case "control":
      return frame(say.code, Buffer.alloc(say.length, 0x61));
    case "broken":
      return BROKEN[say.how % BROKEN.length] ?? Buffer.alloc(0);
    case "fragments":
      return fragments(people, say);
  }
}

/** The frame by which somebody comes in. */
export function entrance(token: string, device?: string): Buffer {
  return frame(
    TEXT,
    Buffer.from(JSON.stringify({ type: "auth", token, ...(device && { device }) })),
  );
}

/** A masked frame of a client. */
function frame(code: number, payload: Buffer, isLast = true): Buffer {
  const { length } = payload;
  const head = [(isLast ? 0x80 : 0) | code];
  if (length < 126) head.push(0x80 | length);
  else if (length < 65_536) head.push(0x80 | 126, length >> 8, length & 255);
  else
    head.push(
      0x80 | 127,
      0,
      0,
      0,
      0,
      (length >> 24) & 255,
      (length >> 16) & 255,
      (length >> 8) & 255,
      length & 255,
    );
  const masked = payload.map((byte, i) => byte ^ (MASK[i % 4] ?? 0));
  return Buffer.concat([Buffer.from(head), MASK, masked]);
}

/** Somebody's token, or one that only looks like it. */
export function tokenOf(people: People, who: number): string {
  const real = [people.juma, people.amina, people.ada, people.wanjiku, people.otieno];
  const forged = ["forged-none", "forged-hmac", "later", "spliced", "truncated"];
  const at = who % (real.length * 3);
  return real[at]?.token ?? forge(people, forged[at % forged.length] ?? "truncated");
}

function textOf(
  people: People,
  { text, value }: { readonly text: number; readonly value: number },
): string {
  const nasty = NASTY_VALUES[value % NASTY_VALUES.length];
  const type = TYPES[text % TYPES.length];
  const spoilt: readonly unknown[] = [
    { type },
    { type, topic: nasty },
    { type, topic: "me", after: nasty },
    { type: nasty },
    { type, extra: nasty },
    { type: "auth", token: nasty },
    { type: "auth", token: people.juma.token, device: nasty },
    nasty,
    [nasty],
  ];
  const written = JSON.stringify(spoilt[value % spoilt.length]) ?? "";
  return text % 17 === 0 ? written.slice(0, -1) : written;
}

function subscription(
  { ids }: People,
  { topic, after }: { readonly topic: number; readonly after: number },
) {
  const known = [...(ids["shp"] ?? []).map((id) => `shipment/${id}`), ...TOPICS];
  const trucks = (ids["drv"] ?? []).map((id) => `truck/trk_${id.slice(4)}`);
  const all = [...known, ...trucks];
  const wish = {
    type: topic % 7 === 0 ? "unsubscribe" : "subscribe",
    topic: all[topic % all.length],
  };
  return after % 3 === 0 ? { ...wish, after: after % 50 } : wish;
}

/** Fixes, of which the head may lie. */
function fixes(say: {
  readonly count: number;
  readonly lie: number;
  readonly value: number;
}): Buffer {
  const one = {
    seq: say.value,
    at: Date.UTC(2026, 10, 20),
    position: { lat: -1.29, lng: 36.82 },
    flags: 0,
  };
  const good = encodePositionFrame(Array.from({ length: 1 + (say.count % 20) }, () => one));
  const bytes = good instanceof Uint8Array ? Buffer.from(good) : Buffer.alloc(2);
  if (say.lie % 3 === 0) bytes[1] = say.lie;
  if (say.lie % 5 === 0) bytes.fill(say.lie, 2 + (say.value % FIX_BYTES));
  return say.lie % 7 === 0 ? bytes.subarray(0, say.value % bytes.length) : bytes;
}

function fragments(
  people: People,
  { pieces, text }: { readonly pieces: number; readonly text: number },
): Buffer {
  const whole = Buffer.from(textOf(people, { text, value: text }));
  const size = Math.max(1, Math.ceil(whole.length / (pieces + 1)));
  const cuts = [];
  for (let at = 0; at < whole.length || at === 0; at += size)
    cuts.push(whole.subarray(at, at + size));
  return Buffer.concat(
    cuts.map((cut, i) => frame(i === 0 ? TEXT : CONTINUED, cut, i === cuts.length - 1)),
  );
}
