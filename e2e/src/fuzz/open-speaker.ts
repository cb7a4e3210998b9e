import { connect, type Socket } from "node:net";
import { realWorld } from "@msafara/kernel";

const PATIENCE_MS = 35_000;
const SEPARATOR = "\r\n\r\n";

/** What came back, read without mercy. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A reply; or the other side hung up without one; or said nothing for longer than it may. */
export type Heard = Reply | "hung-up" | "silence";

/** One connection after the other, over which any bytes may be said. */
export interface Speaker {
  /** Says bytes and hears one reply, which to a `HEAD` has a length and no body. */
  readonly say: (bytes: Uint8Array, manner: Manner) => Promise<Heard>;
  readonly close: () => void;
}

export interface Manner {
  readonly isHead: boolean;
  /** Nothing can be said behind it: what the other side reads as its end may lie elsewhere. */
  readonly isLast: boolean;
}

/** Opens a speaker, which connects anew whenever the other side has hung up. */
export function openSpeaker(port: number): Speaker {
  let line: Line | undefined;
  return {
    say: async (bytes, { isHead, isLast }) => {
      if (line === undefined || line.isOver()) line = openLine(port);
      const heard = await line.say(bytes, isHead);
      const isOver = isLast || typeof heard === "string" || heard.headers["connection"] === "close";
      if (isOver) line.end();
      return heard;
    },
    close: () => line?.end(),
  };
}

interface Line {
  readonly isOver: () => boolean;
  readonly say: (bytes: Uint8Array, isHead: boolean) => Promise<Heard>;
  readonly end: () => void;
}

function openLine(port: number): Line {
  const socket: Socket = connect({ port, host: "127.0.0.1", noDelay: true });
  const world = realWorld();
  let heard = Buffer.alloc(0);
  let isOver = false;
  let wake = () => {};
  socket.on("data", (chunk) => {
    heard = Buffer.concat([heard, chunk]);
    wake();
  });
  const over = () => {
    isOver = true;
    wake();
  };
  socket.on("error", over);
  socket.on("close", over);

  async function say(bytes: Uint8Array, isHead: boolean): Promise<Heard> {
    const done = new AbortController();
    let isLate = false;
    void world.sleep(PATIENCE_MS, done.signal).then(() => {
      isLate = !done.signal.aborted;
      wake();
    });
    heard = Buffer.alloc(0);
    if (!socket.destroyed) socket.write(bytes);
    try {
      for (;;) {
        const read = readReply(heard, isHead);
        if (read !== undefined) return read;
        if (isOver) return "hung-up";
        if (isLate) return "silence";
        await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      done.abort();
    }
  }
  return { isOver: () => isOver, say, end: () => void ((isOver = true), socket.destroy()) };
}

/** The first reply in what was heard, once all of it is there. */
function readReply(heard: Buffer, isHead: boolean): Reply | undefined {
  const end = heard.indexOf(SEPARATOR);
  if (end === -1) return undefined;
  const [first = "", ...lines] = heard.subarray(0, end).toString("latin1").split("\r\n");
  const status = Number(first.split(" ")[1]);
  if (status === 100) return readReply(heard.subarray(end + SEPARATOR.length), isHead);
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const hasBody = !isHead && status !== 204 && status !== 304;
  const length = hasBody ? Number(headers["content-length"] ?? 0) : 0;
  const from = end + SEPARATOR.length;
  if (heard.length < from + length) return undefined;
  return { status, headers, body: heard.subarray(from, from + length).toString("utf8") };
}
