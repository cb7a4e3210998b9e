import { CLOSE_CODES } from "@msafara/contracts";
import type { World } from "@msafara/kernel";
import { openPace } from "./open-pace.ts";
import type { SocketLike, SocketMaker } from "./socket-like.ts";

const OPEN = 1;
const OPENING_MS_MAX = 15_000;
const PROBE_MS = 5_000;
/** Nothing was said about why; so browsers call it. */
const ABNORMAL = 1006;
const GOODBYE = 1_000;
const PING = JSON.stringify({ type: "ping" });

/** One socket, from its making to its end. */
export interface Line {
  /** Sends as soon as the server's pace allows. */
  readonly say: (frame: string | Uint8Array<ArrayBuffer>) => void;
  /** Asks whether somebody is there, and ends when nothing is heard within seconds. */
  readonly probe: () => void;
  readonly close: () => void;
  /** Whether it is open, and so what is said will be sent. */
  readonly isOpen: () => boolean;
  /** Resolves at its end, to the code it ended with. */
  readonly ended: Promise<number>;
}

/** What a line is opened with. */
export interface LineParts {
  readonly url: string;
  readonly socket: SocketMaker;
  readonly world: World;
  readonly heartbeatMs: number;
  readonly opened: () => void;
  readonly hear: (frame: string | Uint8Array) => void;
  readonly beat: () => void;
}

/** Opens a socket that is asked whether it lives, and is given up when it is silent for two beats. */
export function openLine(parts: LineParts): Line {
  const { world } = parts;
  const gone = new AbortController();
  const socket = new parts.socket(parts.url);
  const pace = openPace({ world, signal: gone.signal, send: (frame) => sendOver(socket, frame) });
  const pulse: Pulse = { heardAt: world.ticks(), isOpen: false };
  let tell: (code: number) => void;
  const ended = new Promise<number>((resolve) => {
    tell = resolve;
  });

  /** A socket whose network is gone may take minutes to close, so nobody waits for that. */
  function end(code: number): void {
    if (gone.signal.aborted) return;
    gone.abort();
    pulse.isOpen = false;
    socket.close();
    tell(code);
  }

  const beating = { ...parts, pulse, end, signal: gone.signal, ping: () => pace.say(PING) };
  socket.binaryType = "arraybuffer";
  socket.addEventListener("open", () => {
    if (gone.signal.aborted) return socket.close();
    pulse.isOpen = true;
    pulse.heardAt = world.ticks();
    parts.opened();
  });
  socket.addEventListener("message", (event) => {
    pulse.heardAt = world.ticks();
    const frame = frameIn(event);
    if (!gone.signal.aborted && frame !== undefined) parts.hear(frame);
  });
  // Whatever broke, the end follows.
  socket.addEventListener("error", () => undefined);
  socket.addEventListener("close", (event) => end(codeIn(event)));
  void keepBeating(beating);
  return {
    say: pace.say,
    probe: () => void probe(beating),
    close: () => end(GOODBYE),
    isOpen: () => pulse.isOpen,
    ended,
  };
}

/** What is known of the other side. */
interface Pulse {
  heardAt: number;
  isOpen: boolean;
}

interface Beating extends Pick<LineParts, "world" | "heartbeatMs" | "beat"> {
  readonly pulse: Pulse;
  readonly signal: AbortSignal;
  readonly ping: () => void;
  readonly end: (code: number) => void;
}

async function keepBeating(beating: Beating): Promise<void> {
  const { world, heartbeatMs, pulse, signal, ping, end } = beating;
  await world.sleep(OPENING_MS_MAX, signal);
  if (!pulse.isOpen) return end(ABNORMAL);
  while (!signal.aborted) {
    if (world.ticks() - pulse.heardAt >= 2 * heartbeatMs) return end(CLOSE_CODES.silent);
    ping();
    beating.beat();
    await world.sleep(heartbeatMs, signal);
  }
}

async function probe({ world, pulse, signal, ping, end }: Beating): Promise<void> {
  const before = pulse.heardAt;
  ping();
  await world.sleep(PROBE_MS, signal);
  if (pulse.heardAt === before) end(CLOSE_CODES.silent);
}

function sendOver(socket: SocketLike, frame: string | Uint8Array<ArrayBuffer>): void {
  if (socket.readyState === OPEN) socket.send(frame);
}

function frameIn(event: object): string | Uint8Array | undefined {
  if (!("data" in event)) return undefined;
  const { data } = event;
  if (typeof data === "string") return data;
  return data instanceof ArrayBuffer ? new Uint8Array(data) : undefined;
}

function codeIn(event: object): number {
  return "code" in event && typeof event.code === "number" ? event.code : ABNORMAL;
}
