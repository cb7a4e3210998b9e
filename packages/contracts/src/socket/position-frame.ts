import { type Instant, type Position, refuse, type Refusal } from "@msafara/kernel";

/** Where a phone was, and how sure it is of that. What it did not measure is absent. */
export interface Fix {
  /** Counted by the phone; with its session it is the fix's identity. */
  readonly seq: number;
  readonly at: Instant;
  readonly position: Position;
  readonly speedCmS?: number;
  /** Hundredths of a degree, clockwise from north. */
  readonly headingCdeg?: number;
  readonly accuracyDm?: number;
  /** Sixteen bits for later; 0 today. */
  readonly flags: number;
}

/** Fixes in one frame at most: their number is one byte. */
export const FIXES_MAX = 255;

const VERSION = 1;
const ACK = 0xac;
const HEAD_BYTES = 2;
const FIX_BYTES = 28;
const ACK_BYTES = 6;
const U32 = 2 ** 32;
const SCALE = 1e7;
const UNMEASURED = 0xff_ff;
const HEADING_END = 36_000;
const FIRST = Date.UTC(2000, 0, 1);
const LAST = Date.UTC(2101, 0, 1) - 1;
const LITTLE = true;

/** One to 255 fixes as a frame: 2 bytes and 28 for each, little-endian. Degrees keep seven decimals. */
export function encodePositionFrame(fixes: readonly Fix[]): Uint8Array | Refused {
  if (fixes.length === 0 || fixes.length > FIXES_MAX) return refused("count");
  const bytes = new Uint8Array(HEAD_BYTES + fixes.length * FIX_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, VERSION);
  view.setUint8(1, fixes.length);
  for (const [i, fix] of fixes.entries()) {
    const why = whyNot(fix);
    if (why !== undefined) return refused(why);
    write(new DataView(bytes.buffer, HEAD_BYTES + i * FIX_BYTES, FIX_BYTES), fix);
  }
  return bytes;
}

/** The fixes of a frame; another version, a wrong length or an impossible place is refused whole. */
export function decodePositionFrame(bytes: Uint8Array): readonly Fix[] | Refused {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEAD_BYTES) return refused("length");
  if (view.getUint8(0) !== VERSION) return refused("version");
  const count = view.getUint8(1);
  if (count === 0) return refused("count");
  if (bytes.length !== HEAD_BYTES + count * FIX_BYTES) return refused("length");
  const fixes = Array.from({ length: count }, (_, i) =>
    read(new DataView(bytes.buffer, bytes.byteOffset + HEAD_BYTES + i * FIX_BYTES, FIX_BYTES)),
  );
  const why = fixes.map(whyNot).find((each) => each !== undefined);
  return why === undefined ? fixes : refused(why);
}

/** Tells a phone that everything up to a number is durable. */
export function encodeAck(lastSeq: number): Uint8Array {
  const bytes = new Uint8Array(ACK_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, VERSION);
  view.setUint8(1, ACK);
  view.setUint32(2, lastSeq, LITTLE);
  return bytes;
}

/** The number up to which everything is durable. */
export function decodeAck(bytes: Uint8Array): number | Refused {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length !== ACK_BYTES) return refused("length");
  if (view.getUint8(0) !== VERSION || view.getUint8(1) !== ACK) return refused("version");
  return view.getUint32(2, LITTLE);
}

type Refused = Refusal<"frame-malformed">;

/** `why` is the part of the frame that is not as wanted. */
function refused(why: string): Refused {
  return refuse("frame-malformed", { why });
}

function write(view: DataView, fix: Fix): void {
  view.setUint32(0, fix.seq, LITTLE);
  // In two halves, since not every phone's engine has 64-bit access.
  view.setUint32(4, fix.at % U32, LITTLE);
  view.setUint32(8, Math.floor(fix.at / U32), LITTLE);
  view.setInt32(12, Math.round(fix.position.lat * SCALE), LITTLE);
  view.setInt32(16, Math.round(fix.position.lng * SCALE), LITTLE);
  view.setUint16(20, fix.speedCmS ?? UNMEASURED, LITTLE);
  view.setUint16(22, fix.headingCdeg ?? UNMEASURED, LITTLE);
  view.setUint16(24, fix.accuracyDm ?? UNMEASURED, LITTLE);
  view.setUint16(26, fix.flags, LITTLE);
}

function read(view: DataView): Fix {
  const speedCmS = view.getUint16(20, LITTLE);
  const headingCdeg = view.getUint16(22, LITTLE);
  const accuracyDm = view.getUint16(24, LITTLE);
  return {
    seq: view.getUint32(0, LITTLE),
    at: view.getUint32(8, LITTLE) * U32 + view.getUint32(4, LITTLE),
    position: {
      lat: view.getInt32(12, LITTLE) / SCALE,
      lng: view.getInt32(16, LITTLE) / SCALE,
    },
    ...(speedCmS !== UNMEASURED && { speedCmS }),
    ...(headingCdeg !== UNMEASURED && { headingCdeg }),
    ...(accuracyDm !== UNMEASURED && { accuracyDm }),
    flags: view.getUint16(26, LITTLE),
  };
}

/** The first part of a fix that cannot be, if any. NaN is in no range. */
function whyNot(fix: Fix): string | undefined {
  const { position, speedCmS = 0, headingCdeg = 0, accuracyDm = 0 } = fix;
  const parts: readonly (readonly [string, boolean])[] = [
    ["seq", isWhole(fix.seq, 0, U32 - 1)],
    ["time", isWhole(fix.at, FIRST, LAST)],
    ["lat", Math.abs(position.lat) <= 90],
    ["lng", Math.abs(position.lng) <= 180],
    ["speed", isWhole(speedCmS, 0, UNMEASURED - 1)],
    ["heading", isWhole(headingCdeg, 0, HEADING_END - 1)],
    ["accuracy", isWhole(accuracyDm, 0, UNMEASURED - 1)],
    ["flags", isWhole(fix.flags, 0, 0xff_ff)],
  ];
  return parts.find(([, isRight]) => !isRight)?.[0];
}

function isWhole(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}
