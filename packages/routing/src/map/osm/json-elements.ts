import { spoilt } from "./spoilt.ts";

const [QUOTE, BACKSLASH, OPEN, CLOSE, LIST, LIST_END] = [34, 92, 123, 125, 91, 93];
const ELEMENT_BYTES_MAX = 16 * 1024 * 1024;
const KEY = '"elements"';

interface Scan {
  /** How deep in braces and brackets the cursor is; elements open at depth 2. */
  depth: number;
  inText: boolean;
  escaped: boolean;
  /** The bytes of the text read last at depth 1: the key before a list. */
  key: number[];
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
    key: [],
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
  if (byte === QUOTE) {
    scan.inText = true;
    if (scan.depth === 1) scan.key = [QUOTE];
  } else if (byte === OPEN || byte === LIST) open(scan, { byte, at });
  else if (byte === CLOSE || byte === LIST_END) return close(scan);
  return undefined;
}

function readText(scan: Scan, byte: number): void {
  if (scan.depth === 1 && scan.key.length < KEY.length + 1) scan.key.push(byte);
  if (scan.escaped) scan.escaped = false;
  else if (byte === BACKSLASH) scan.escaped = true;
  else if (byte === QUOTE) scan.inText = false;
}

function open(scan: Scan, { byte, at }: Byte): void {
  if (scan.depth === 1 && byte === LIST && String.fromCharCode(...scan.key) === KEY) {
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
