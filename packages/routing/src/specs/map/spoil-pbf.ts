import { inflateSync } from "node:zlib";
import type { Dice } from "../../tour/dice.ts";
import { spoilBytes } from "./spoil-bytes.ts";
import { BLOCK, fieldsOf, spoilFields } from "./spoil-fields.ts";
import { writeBlob } from "./write-pbf.ts";

/** Spoils a `.osm.pbf`: its bytes, the bytes of an unpacked block, or the fields in one, packed again. */
export function spoilPbf(file: Uint8Array, dice: Dice): Uint8Array {
  const depth = dice();
  if (depth < 0.2) return spoilBytes(file, dice);
  const blobs = blobsOf(file);
  const last = 1 + Math.floor(dice() * (blobs.length - 1));
  const at = dice() < 0.1 ? 0 : last;
  const spoil = (content: Uint8Array): Uint8Array => {
    if (depth < 0.45) return spoilBytes(content, dice);
    let spoilt = content;
    for (let i = 0; i < 1 + dice() * 3; i++) spoilt = spoilFields(spoilt, BLOCK, dice);
    return spoilt;
  };
  const parts = blobs.map(({ type, content }, i) =>
    writeBlob(type, Buffer.from(i === at ? spoil(content) : content)),
  );
  return Buffer.concat(parts);
}

function blobsOf(file: Uint8Array) {
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  const blobs: { type: string; content: Uint8Array }[] = [];
  for (let at = 0; at < file.length;) {
    const body = at + 4 + view.getUint32(at);
    const header = fieldsOf(file.subarray(at + 4, body));
    const type = Buffer.from(header.find(({ number }) => number === 1n)!.bytes).toString();
    const end = body + Number(header.find(({ number }) => number === 3n)!.value);
    const blob = fieldsOf(file.subarray(body, end));
    const packed = blob.find(({ number }) => number === 3n);
    const plain = blob.find(({ number }) => number === 1n);
    blobs.push({ type, content: packed ? inflateSync(packed.bytes) : plain!.bytes });
    at = end;
  }
  return blobs;
}
