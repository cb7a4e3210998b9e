import { promisify } from "node:util";
import { inflate, zstdDecompress } from "node:zlib";
import type { OsmBlock, Wanted } from "./element.ts";
import type { ExactBytes } from "./exact-bytes.ts";
import { readPrimitives } from "./read-primitives.ts";
import { spoilt } from "./spoilt.ts";
import { eachField, readBytes, readText, readVarint, wireOf } from "./wire.ts";

/** What the format allows, and so the most that one block can take of our memory. */
const HEADER_BYTES_MAX = 64 * 1024;
const BLOB_BYTES_MAX = 32 * 1024 * 1024;
const FEATURES = new Set(["OsmSchema-V0.6", "DenseNodes"]);
const PACKED_OTHERWISE: Readonly<Record<number, string>> = { 4: "LZMA", 5: "bzip2", 6: "LZ4" };
/** By their field. What is not awaited here keeps memory of each block that fails to unpack. */
const PACKED: Readonly<Record<number, (bytes: Uint8Array) => Promise<Uint8Array>>> = {
  1: async (bytes) => bytes,
  3: (bytes) => promisify(inflate)(bytes, { maxOutputLength: BLOB_BYTES_MAX }),
  7: (bytes) => promisify(zstdDecompress)(bytes, { maxOutputLength: BLOB_BYTES_MAX }),
};

/** Reads an `.osm.pbf` block by block; `first` are the four bytes already taken from it. */
export async function* readPbf(
  source: ExactBytes,
  { first, wanted }: { readonly first: Uint8Array; readonly wanted: Wanted },
): AsyncGenerator<OsmBlock> {
  let prefix = first;
  for (let number = 1; prefix.length > 0; number++) {
    const { type, bytes } = await takeBlob(source, prefix);
    if (number === 1 && type !== "OSMHeader") {
      throw spoilt(`The first block is wrong: expected "OSMHeader", found "${type}"`);
    }
    if (type === "OSMHeader") checkFeatures(await unpack(bytes));
    if (type === "OSMData") yield readPrimitives(await unpack(bytes), wanted);
    prefix = await source.take(4);
  }
}

async function takeBlob(source: ExactBytes, prefix: Uint8Array) {
  if (prefix.length < 4) throw spoilt("The file is cut off between two blocks: download it again");
  const view = new DataView(prefix.buffer, prefix.byteOffset, 4);
  const header = await takeAll(source, { bytes: view.getUint32(0), bytesMax: HEADER_BYTES_MAX });
  const wire = wireOf(header);
  let type = "";
  let bytes = 0;
  eachField(wire, ({ number }) => {
    if (number === 1) type = readText(wire);
    if (number === 3) bytes = readVarint(wire);
  });
  return { type, bytes: await takeAll(source, { bytes, bytesMax: BLOB_BYTES_MAX }) };
}

async function takeAll(
  source: ExactBytes,
  { bytes, bytesMax }: { readonly bytes: number; readonly bytesMax: number },
): Promise<Uint8Array> {
  if (bytes > bytesMax) {
    throw spoilt(
      `This is no .osm.pbf: expected a block of at most ${bytesMax} bytes, found ${bytes}`,
    );
  }
  const taken = await source.take(bytes);
  if (taken.length < bytes) {
    throw spoilt(
      `The file is cut off: expected ${bytes} more bytes, found ${taken.length}; download it again`,
    );
  }
  return taken;
}

async function unpack(blob: Uint8Array): Promise<Uint8Array> {
  const wire = wireOf(blob);
  let found: (() => Promise<Uint8Array>) | undefined;
  eachField(wire, ({ number, kind }) => {
    if (kind !== 2) return;
    const other = PACKED_OTHERWISE[number];
    if (other !== undefined) {
      throw spoilt(`A block is packed with ${other}: expected zlib, Zstandard or none`);
    }
    const unpackOne = PACKED[number];
    if (unpackOne === undefined) return;
    const bytes = readBytes(wire);
    found = () => unpackOne(bytes);
  });
  if (found === undefined) throw spoilt("A block holds nothing");
  try {
    return await found();
  } catch (cause) {
    throw spoilt("A block cannot be unpacked", cause);
  }
}

function checkFeatures(bytes: Uint8Array): void {
  const wire = wireOf(bytes);
  eachField(wire, ({ number, kind }) => {
    if (number !== 4 || kind !== 2) return;
    const feature = readText(wire);
    if (!FEATURES.has(feature)) {
      throw spoilt(`The file asks for "${feature}": expected ${[...FEATURES].join(" and ")} alone`);
    }
  });
}
