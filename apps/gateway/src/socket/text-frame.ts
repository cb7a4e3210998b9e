const WHOLE_TEXT = 0x81;
const WHOLE_BYTES = 0x82;
const SHORT_MAX = 125;
const MIDDLE_MAX = 65_535;
const MIDDLE = 126;
const LONG = 127;

/** A text as it goes over the line, made once for however many are told it (RFC 6455, unmasked, one piece). */
export function textFrame(text: string | Uint8Array): Uint8Array {
  return framed(WHOLE_TEXT, typeof text === "string" ? Buffer.from(text) : text);
}

/** Bytes as they go over the line. */
export function bytesFrame(bytes: Uint8Array): Uint8Array {
  return framed(WHOLE_BYTES, bytes);
}

function framed(opening: number, said: Uint8Array): Uint8Array {
  return Buffer.concat([headOf(opening, said.length), said]);
}

function headOf(opening: number, length: number): Buffer {
  if (length <= SHORT_MAX) return Buffer.from([opening, length]);
  if (length <= MIDDLE_MAX) {
    const head = Buffer.from([opening, MIDDLE, 0, 0]);
    head.writeUInt16BE(length, 2);
    return head;
  }
  const head = Buffer.alloc(10);
  head.writeUInt8(opening, 0);
  head.writeUInt8(LONG, 1);
  head.writeBigUInt64BE(BigInt(length), 2);
  return head;
}
