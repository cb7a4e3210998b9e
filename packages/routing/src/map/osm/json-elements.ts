import { spoilt } from "./spoilt.ts";

const [QUOTE, BACKSLASH, OPEN, CLOSE, LIST, LIST_END] = [34, 92, 123, 125, 91, 93];
const [COLON, COMMA] = [58, 44];
const ELEMENT_BYTES_MAX = 16 * 1024 * 1024;
const KEY = '"elements"';
/** Under this key Overpass says why it stopped half way. */
const REMARK = '"remark"';
const TEXT_BYTES_MAX = 300;

interface Scan {
  /** How deep in braces and brackets the cursor is; elements open at depth 2. */
  depth: number;
  inText: boolean;
  escaped: boolean;
  /** The bytes of the text read last at depth 1: the key before a list. */
  text: number[];
  /** The key whose value is being read at depth 1. */
  key: string;
  inElements: boolean;
  seen: boolean;
  /** Where the element at hand begins in `held`, or -1. */
  from: number;
}

/**
 * The objects of the list `elements`, as text. It looks at quotes and braces alone, so that a file of
 * any size takes the memory of one chunk and one element.
 */
export async function* jsonElements(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly string[]> {
  const scan: Scan = {
    depth: 0,
    inText: false,
    escaped: false,
    text: [],
    key: "",
    inElements: false,
    seen: false,
    from: -1,
  };
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const start = held.length;
    held = Buffer.concat([held, chunk]);
    const texts: string[] = [];
    for (let at = start; at < held.length; at++) {
      const whole = step(scan, { byte: held[at]!, at });
      if (whole !== undefined) texts.push(held.toString("utf8", whole, at + 1));
    }
    held = scan.from < 0 ? Buffer.alloc(0) : held.subarray(scan.from);
    if (scan.from >= 0) scan.from = 0;
    if (held.length > ELEMENT_BYTES_MAX) throw spoilt("An element is longer than 16 MiB");
    yield texts;
  }
  if (scan.depth !== 0) throw spoilt("The file is cut off: expected the end of its JSON");
  if (!scan.seen) throw spoilt('This is no answer of Overpass: expected a list "elements"');
}

interface Byte {
  readonly byte: number;
  readonly at: number;
}

/** Where the element begins that ends with this byte. */
function step(scan: Scan, { byte, at }: Byte): number | undefined {
  if (scan.inText) {
    readText(scan, byte);
    return undefined;
  }
  if (scan.depth === 1) readKey(scan, byte);
  if (byte === QUOTE) scan.inText = true;
  else if (byte === OPEN || byte === LIST) open(scan, { byte, at });
  else if (byte === CLOSE || byte === LIST_END) return close(scan);
  return undefined;
}

/** Between two texts of the answer itself: a colon after a key, a comma after its value. */
function readKey(scan: Scan, byte: number): void {
  if (byte === QUOTE) scan.text = [QUOTE];
  else if (byte === COLON) scan.key = Buffer.from(scan.text).toString();
  else if (byte === COMMA) scan.key = "";
}

function readText(scan: Scan, byte: number): void {
  if (scan.depth === 1 && scan.text.length < TEXT_BYTES_MAX) scan.text.push(byte);
  if (scan.escaped) scan.escaped = false;
  else if (byte === BACKSLASH) scan.escaped = true;
  else if (byte === QUOTE) {
    scan.inText = false;
    if (scan.depth === 1 && scan.key === REMARK) refuseHalf(scan.text);
  }
}

/** A part of what was asked for looks like a map, and has ways around roads that are merely not there. */
function refuseHalf(remark: readonly number[]): never {
  const said = Buffer.from(remark).toString().replaceAll(/^"|"$/g, "").replaceAll('\\"', "'");
  throw spoilt(
    `Overpass stopped half way and answered only a part: it says "${said}". ` +
      "Ask for a smaller area, or with a longer [timeout:…]",
  );
}

function open(scan: Scan, { byte, at }: Byte): void {
  if (scan.depth === 1 && byte === LIST && scan.key === KEY) {
    scan.inElements = true;
    scan.seen = true;
  }
  if (scan.inElements && scan.depth === 2 && byte === OPEN) scan.from = at;
  scan.depth++;
}

function close(scan: Scan): number | undefined {
  scan.depth--;
  if (scan.depth < 0) throw spoilt("The JSON closes more than it opened");
  if (scan.depth === 1) scan.inElements = false;
  if (scan.depth !== 2 || scan.from < 0) return undefined;
  const { from } = scan;
  scan.from = -1;
  return from;
}
