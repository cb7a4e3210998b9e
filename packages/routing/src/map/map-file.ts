import { crc32 } from "node:zlib";
import { isRefusal, refuse, type Refusal } from "@msafara/kernel";
import { checkRoadGraph } from "../graph/check-road-graph.ts";
import { checkSquares } from "../snap/check-squares.ts";
import { packColumns, unpackColumns } from "./file/columns.ts";
import { packWords, readWords } from "./file/words.ts";
import type { RoadMap } from "./road-map.ts";

/** Says which file this is, and stands for its version: a reader of another one refuses it. */
const MAGIC = "MSAFARA ROAD MAP";
const FILE_VERSION = 5;
const HEADER_BYTES = 32;
const ALIGN_BYTES = 8;

/** A map file that cannot be opened; `why` is the one sentence about it. */
export type MapFileRefused = Refusal<"map-file-unreadable">;

/*
 * The header is 32 bytes: 16 of the magic, then as 32-bit numbers the version, the bytes of the table of
 * sections, their checksum, and the bytes of the whole file. The table is JSON, filled up with spaces. Each
 * section begins at a multiple of eight bytes, so that its numbers can be used where they lie, and its
 * checksum covers what fills it up: no byte of the file can change unnoticed.
 */
interface Section {
  readonly name: string;
  readonly at: number;
  readonly bytes: number;
  readonly crc: number;
}

/** Writes a map as one run of bytes. The same map gives the same bytes. */
export function writeMapFile(map: RoadMap): Uint8Array {
  const parts = [...packColumns(map), { name: "words", bytes: packWords(map) }];
  const sections: Section[] = [];
  let size = 0;
  for (const { name, bytes } of parts) {
    sections.push({ name, at: size, bytes: bytes.length, crc: crc32(filledUp(bytes)) });
    size += aligned(bytes.length);
  }
  const text = JSON.stringify(sections);
  const table = new TextEncoder().encode(text.padEnd(aligned(text.length)));
  const first = HEADER_BYTES + table.length;
  const whole = new Uint8Array(first + size);
  whole.set(new TextEncoder().encode(MAGIC));
  whole.set(table, HEADER_BYTES);
  for (const [i, { bytes }] of parts.entries()) whole.set(bytes, first + sections[i]!.at);
  const view = new DataView(whole.buffer);
  const numbers = [FILE_VERSION, table.length, crc32(table), whole.length];
  for (const [i, number] of numbers.entries()) view.setUint32(MAGIC.length + 4 * i, number, true);
  return whole;
}

/**
 * Opens a map where it lies: every array is a view on the bytes handed in, and nothing is copied but names and
 * rules. Bytes that were changed, cut off, or written by another version are refused with a sentence.
 */
export function openMapFile(file: Uint8Array): RoadMap | MapFileRefused {
  // Views need whole words; bytes that begin between two are moved once.
  const bytes = file.byteOffset % ALIGN_BYTES === 0 ? file : file.slice();
  const sections = readSections(bytes);
  if (isRefusal(sections)) return sections;
  const part = (name: string) => sections.get(name) ?? new Uint8Array(0);
  const columns = unpackColumns(part);
  if (columns === undefined) return unreadable("The columns of the map are of odd lengths");
  const words = readWords(part("words"), columns.columns.ways.osmId.length);
  if (words === undefined) return unreadable("The words of the map are spoilt");
  const { names, turnRules, version, ...rest } = words;
  const { squares, order } = columns;
  const graph = { ...columns.columns, names, turnRules, version };
  const [wrong] = [
    ...checkRoadGraph(graph),
    ...checkSquares(squares, graph.arcCount),
    ...checkOrder(order),
  ];
  return wrong === undefined
    ? { graph, squares, ...(order.length === 0 ? {} : { order }), ...rest }
    : unreadable(`The map is spoilt: ${wrong}`);
}

function readSections(file: Uint8Array): ReadonlyMap<string, Uint8Array> | MapFileRefused {
  const magic = new TextDecoder("latin1").decode(file.subarray(0, MAGIC.length));
  if (magic !== MAGIC || file.length < HEADER_BYTES) {
    return unreadable("This is no map file: expected it to begin with its name");
  }
  const view = new DataView(file.buffer, file.byteOffset, HEADER_BYTES);
  const number = (i: number) => view.getUint32(MAGIC.length + 4 * i, true);
  const [version, tableBytes, tableCrc, fileBytes] = [number(0), number(1), number(2), number(3)];
  if (version !== FILE_VERSION) {
    return unreadable(`The map is of version ${version}: expected ${FILE_VERSION}`);
  }
  if (fileBytes !== file.length) {
    return unreadable(`The map is cut off: expected ${fileBytes} bytes, found ${file.length}`);
  }
  const table = file.subarray(HEADER_BYTES, HEADER_BYTES + tableBytes);
  if (table.length !== tableBytes || crc32(table) !== tableCrc) {
    return unreadable("The table of the map is spoilt: its checksum is another");
  }
  return checkedSections(table, file.subarray(HEADER_BYTES + tableBytes));
}

function checkedSections(
  table: Uint8Array,
  body: Uint8Array,
): ReadonlyMap<string, Uint8Array> | MapFileRefused {
  const listed = readTable(table);
  if (listed === undefined)
    return unreadable("The table of the map is spoilt: it lists no sections");
  const spoilt = listed.find(({ at, bytes, crc }) => {
    return crc32(body.subarray(at, at + aligned(bytes))) !== crc;
  });
  if (spoilt !== undefined) {
    return unreadable(`Section "${spoilt.name}" of the map is spoilt: its checksum is another`);
  }
  return new Map(listed.map(({ name, at, bytes }) => [name, body.subarray(at, at + bytes)]));
}

/** Any order that names each node once finds the best ways; whether it is as long as the roads, they see. */
function checkOrder(order: Uint32Array): readonly string[] {
  const seen = new Uint8Array(order.length);
  for (const node of order) seen[node] = 1;
  return seen.includes(0) ? ["Its order does not name every node once"] : [];
}

function readTable(table: Uint8Array): readonly Section[] | undefined {
  try {
    const listed: readonly Section[] = JSON.parse(new TextDecoder().decode(table));
    const isSection = ({ at, bytes }: Section) => {
      return Number.isSafeInteger(at) && at % ALIGN_BYTES === 0 && Number.isSafeInteger(bytes);
    };
    return listed.every(isSection) ? listed : undefined;
  } catch {
    return undefined;
  }
}

function filledUp(bytes: Uint8Array): Uint8Array {
  const filled = new Uint8Array(aligned(bytes.length));
  filled.set(bytes);
  return filled;
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGN_BYTES) * ALIGN_BYTES;
}

function unreadable(why: string): MapFileRefused {
  return refuse("map-file-unreadable", { why });
}
