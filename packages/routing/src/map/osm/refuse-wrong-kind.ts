import { spoilt } from "./spoilt.ts";

const WEB_PAGE = "This is a web page and no map: the link led to HTML, download it again";
const XML = "This is XML: expected .osm.pbf (`osmium cat map.osm -o map.osm.pbf` makes one)";

/** How files begin, in hex, that people take for a map, and what to do about each. */
const KINDS: readonly (readonly [begins: string, sentence: string])[] = [
  ["1f8b", "The file is packed with gzip: unpack it first"],
  ["425a68", "The file is packed with bzip2: unpack it first"],
  ["fd377a58", "The file is packed with xz: unpack it first"],
  ["504b0304", "The file is a ZIP: unpack it first"],
  ["3c21444f", WEB_PAGE],
  ["3c21646f", WEB_PAGE],
  ["3c68746d", WEB_PAGE],
  ["3c48544d", WEB_PAGE],
  ["3c3f786d", XML],
  ["3c6f736d", XML],
  [
    "4d534146",
    "This is a map that was imported already: expected the .osm.pbf that it was made of",
  ],
  ["ffe0", "This is .o5m: expected .osm.pbf (`osmium cat` makes one)"],
];

/** Names the file in a sentence, where its first four bytes tell that it is something else than a map. */
export function refuseWrongKind(first: Uint8Array): void {
  if (first.length === 0) throw spoilt("The file is empty");
  const hex = Buffer.from(first).toString("hex");
  const found = KINDS.find(([begins]) => hex.startsWith(begins));
  if (found !== undefined) throw spoilt(found[1]);
}
