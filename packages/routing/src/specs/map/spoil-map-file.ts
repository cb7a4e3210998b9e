import { crc32 } from "node:zlib";
import type { Dice } from "../../tour/dice.ts";
import { spoilBytes } from "./spoil-bytes.ts";

const HEADER_BYTES = 32;
const ALIGN_BYTES = 8;

interface Section {
  readonly at: number;
  readonly bytes: number;
  crc: number;
}

/** Spoils a map file: its bytes, or numbers of a section whose checksum is made right again. */
export function spoilMapFile(file: Uint8Array, dice: Dice): Uint8Array {
  if (dice() < 0.5) return spoilBytes(file, dice);
  const spoilt = Uint8Array.from(file);
  const view = new DataView(spoilt.buffer);
  const tableBytes = view.getUint32(20, true);
  const first = HEADER_BYTES + tableBytes;
  const table = spoilt.subarray(HEADER_BYTES, first);
  const sections: Section[] = JSON.parse(Buffer.from(table).toString());
  const filled = sections.filter(({ bytes }) => bytes > 0);
  const section = filled[Math.floor(dice() * filled.length)]!;
  const start = first + section.at;
  const end = start + Math.ceil(section.bytes / ALIGN_BYTES) * ALIGN_BYTES;
  for (let i = 0; i < 1 + dice() * 4; i++) {
    const at = start + Math.floor(dice() * section.bytes);
    spoilt[at] = dice() < 0.5 ? 0xff : Math.floor(dice() * 256);
  }
  // Another checksum has as many digits, or the table no longer fits: then its own checksum speaks.
  section.crc = crc32(spoilt.subarray(start, end));
  const text = dice() < 0.8 ? JSON.stringify(sections) : spoilText(JSON.stringify(sections), dice);
  if (text.length <= table.length) {
    table.set(Buffer.from(text.padEnd(table.length)));
    view.setUint32(24, crc32(table), true);
  }
  return spoilt;
}

function spoilText(text: string, dice: Dice): string {
  const at = Math.floor(dice() * text.length);
  const by = '-9e"]},{1'.charAt(Math.floor(dice() * 9));
  return text.slice(0, at) + by + text.slice(at + 1);
}
