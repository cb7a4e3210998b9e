import { spoilt } from "./spoilt.ts";

const WANTED = "expected an .osm.pbf, or JSON that Overpass answered";
const WEB_PAGE = "This is a web page and no map: the link led to HTML, download it again";
const XML = "This is XML: expected .osm.pbf (`osmium cat map.osm -o map.osm.pbf` makes one)";
const TEXT = `This looks like a text and no map: ${WANTED}`;

/** How files begin, in hex, that people take for a map, and what to do about each. */
const KINDS: readonly (readonly [begins: string, sentence: string])[] = [
  ["1f8b", "The file is packed with gzip: unpack it first"],
  ["425a68", "The file is packed with bzip2: unpack it first"],
  ["fd377a58", "The file is packed with xz: unpack it first"],
  ["28b52ffd", "The file is packed with Zstandard: unpack it first"],
  ["377abcaf", "The file is packed with 7-Zip: unpack it first"],
  ["526172", "The file is packed with RAR: unpack it first"],
  ["504b03", "The file is a ZIP: unpack it first"],
  ["504b05", "The file is a ZIP with nothing in it: download it again"],
  [
    "4d534146",
    "This is a map that was imported already: expected the .osm.pbf that it was made of",
  ],
  ["5b6f7574", `This is a question to Overpass: ${WANTED} to it`],
  ["ffe0", "This is .o5m: expected .osm.pbf (`osmium cat` makes one)"],
  ["fffe", TEXT],
  ["feff", TEXT],
];

/** The same of texts, behind what they may begin with. None is said of an object of JSON, which Overpass answers. */
const TEXTS: readonly (readonly [begins: RegExp, sentence: string | undefined])[] = [
  [/^\{/, undefined],
  [/^\[/, 'This is a list of JSON: expected an answer of Overpass, an object with "elements"'],
  [/^<(!d|h|b)/i, WEB_PAGE],
  [/^<[?o]/, XML],
  [/^</, `This is XML or a web page: ${WANTED}`],
  [/^[\t\n\r -~]*$/, TEXT],
];

/** Names the file in a sentence, where its first four bytes tell that it is something else than a map. */
export function refuseWrongKind(first: Uint8Array): void {
  if (first.length === 0) throw spoilt("The file is empty");
  const begin = Buffer.from(first);
  const hex = begin.toString("hex");
  const text = begin
    .toString("latin1")
    .replace(/^\u00EF\u00BB\u00BF/, "")
    .trimStart();
  const sentence =
    KINDS.find(([begins]) => hex.startsWith(begins))?.[1] ??
    // A map begins with a length that leaves the first of four bytes empty.
    TEXTS.find(([begins]) => begins.test(text))?.[1] ??
    (first[0] === 0 || text.startsWith("{") ? undefined : `This is no .osm.pbf: ${WANTED}`);
  if (sentence !== undefined) throw spoilt(sentence);
}
