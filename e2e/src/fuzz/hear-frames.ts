import type { Socket } from "node:net";
import { realWorld } from "@msafara/kernel";

const SEPARATOR = "\r\n\r\n";
const TEXT = 1;
const BINARY = 2;
const CLOSE = 8;
const QUIET_MS = 15;

/** Hears what a server says on a socket, from its first line on. */
export interface Ear {
  readonly texts: () => readonly string[];
  /** The body of an answer that let nobody in. */
  readonly refusal: () => string | undefined;
  /** Of what kind each was: codes of errors, types of frames, why it was closed, or a status of HTTP. */
  readonly names: () => readonly string[];
  /** Waits until nothing comes any more, and no longer than so. */
  readonly untilQuiet: (msMax: number) => Promise<void>;
}

interface Frame {
  readonly code: number;
  readonly payload: Buffer;
}

/** Begins to hear. */
export function hearFrames(socket: Socket): Ear {
  const world = realWorld();
  let heard = Buffer.alloc(0);
  const over = new AbortController();
  let lastAt = world.ticks();
  socket.on("data", (chunk) => {
    heard = Buffer.concat([heard, chunk]);
    lastAt = world.ticks();
  });
  socket.on("error", () => over.abort());
  socket.on("close", () => over.abort());
  const frames = () => framesIn(heard);
  const texts = () =>
    frames().flatMap(({ code, payload }) => (code === TEXT ? [payload.toString("utf8")] : []));
  return {
    texts,
    refusal: () => refusalIn(heard),
    names: () => [
      `http ${heard.subarray(9, 12).toString("latin1") || "none"}`,
      ...frames().map(nameOf),
    ],
    untilQuiet: async (msMax) => {
      const latest = world.ticks() + msMax;
      const isQuiet = () => heard.length > 0 && world.ticks() - lastAt > QUIET_MS * 3;
      while (!over.signal.aborted && world.ticks() < latest && !isQuiet())
        await world.sleep(QUIET_MS);
    },
  };
}

function refusalIn(heard: Buffer): string | undefined {
  const text = heard.toString("utf8");
  const end = text.indexOf(SEPARATOR);
  const isWhole = end !== -1 && heard.subarray(9, 12).toString("latin1") !== "101";
  return isWhole ? text.slice(end + SEPARATOR.length) : undefined;
}

function framesIn(heard: Buffer): readonly Frame[] {
  const end = heard.indexOf(SEPARATOR);
  const isOpen = heard.subarray(9, 12).toString("latin1") === "101";
  if (end === -1 || !isOpen) return [];
  const frames: Frame[] = [];
  let rest = heard.subarray(end + SEPARATOR.length);
  for (let size = sizeOf(rest); size !== undefined; size = sizeOf(rest)) {
    const { head, length } = size;
    frames.push({ code: (rest[0] ?? 0) & 15, payload: rest.subarray(head, head + length) });
    rest = rest.subarray(head + length);
  }
  return frames;
}

/** How long the first frame is, once all of it is there. */
function sizeOf(bytes: Buffer): { readonly head: number; readonly length: number } | undefined {
  if (bytes.length < 10 && bytes.length < 2 + ((bytes[1] ?? 127) & 127)) return undefined;
  const short = (bytes[1] ?? 0) & 127;
  if (short < 126) return whole(bytes, { head: 2, length: short });
  if (short === 126) return whole(bytes, { head: 4, length: bytes.readUInt16BE(2) });
  return whole(bytes, { head: 10, length: Number(bytes.readBigUInt64BE(2)) });
}

function whole<Size extends { readonly head: number; readonly length: number }>(
  bytes: Buffer,
  size: Size,
): Size | undefined {
  return bytes.length >= size.head + size.length ? size : undefined;
}

function nameOf({ code, payload }: Frame): string {
  if (code === CLOSE) return `close ${payload.length >= 2 ? payload.readUInt16BE(0) : "bare"}`;
  if (code === BINARY) return "acknowledged";
  if (code !== TEXT) return `control ${code}`;
  const said: { type: string; code?: string } = JSON.parse(payload.toString("utf8"));
  return said.code === undefined ? said.type : `error ${said.code}`;
}
