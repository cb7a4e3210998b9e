import { Fault, type Refusal, refuse } from "@msafara/kernel";
import type { OsmBlock, Wanted } from "./osm/element.ts";
import { exactBytes, type ExactBytes } from "./osm/exact-bytes.ts";
import { readOverpass } from "./osm/read-overpass.ts";
import { readPbf } from "./osm/read-pbf.ts";
import { refuseWrongKind } from "./osm/refuse-wrong-kind.ts";

/** Spaces, and the mark with which some begin a text. */
const SPACES = new Set([9, 10, 13, 32, 0xef, 0xbb, 0xbf]);
const BRACE = 123;
const REST_BYTES = 64 * 1024;
const EVERYTHING: Wanted = { nodes: true, ways: true, relations: true };

/** A map that cannot be read; `why` is the one sentence about it. */
export type MapUnreadable = Refusal<"map-unreadable">;

/**
 * Reads OpenStreetMap, be it `.osm.pbf` or the JSON of Overpass, in memory that does not grow with the
 * file. A file that is cut off, spoilt or something else ends the stream with a refusal.
 */
export async function* readOsm(
  chunks: AsyncIterable<Uint8Array>,
  wanted: Wanted = EVERYTHING,
): AsyncGenerator<OsmBlock | MapUnreadable> {
  try {
    const source = exactBytes(chunks);
    const first = await source.take(4);
    refuseWrongKind(first);
    yield* isJson(first)
      ? readOverpass(rest(first, source), wanted)
      : readPbf(source, { first, wanted });
  } catch (error) {
    if (!(error instanceof Fault) || error.retry) throw error;
    yield refuse("map-unreadable", { why: error.message });
  }
}

function isJson(first: Uint8Array): boolean {
  return first.find((byte) => !SPACES.has(byte)) === BRACE;
}

async function* rest(first: Uint8Array, source: ExactBytes): AsyncGenerator<Uint8Array> {
  let chunk = first;
  while (chunk.length > 0) {
    yield chunk;
    chunk = await source.take(REST_BYTES);
  }
}
