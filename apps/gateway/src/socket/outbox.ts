import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import type { OnceSaid } from "./once-said.ts";
import type { SocketLimits } from "./socket-limits.ts";
import type { SocketMetrics } from "./socket-metrics.ts";

/** What leaves by one socket. */
export interface Outbox {
  /** Takes a whole frame; it leaves with all others of this moment. */
  readonly tell: (frame: Uint8Array) => void;
  /** The latest wins, and waits until there is room. */
  readonly place: (topic: string, frame: Uint8Array) => void;
  readonly forget: (topic: string) => void;
  /** Resolves when there is room, or nobody is there any more. */
  readonly room: () => Promise<void>;
  /** Sends what waits for its moment, before something else is sent. */
  readonly leave: () => void;
}

/** Where an outbox sends, and who is told when its reader is too slow. */
export interface OutboxParts {
  readonly socket: Pick<WebSocket, "bufferedAmount" | "readyState" | "OPEN">;
  /** The line beneath: frames are whole already, and the library would make each anew. */
  readonly line: Pick<Duplex, "cork" | "uncork" | "write">;
  readonly later: OnceSaid;
  readonly limits: Pick<SocketLimits, "waitingBytesMax" | "roomBytes">;
  readonly metrics: Pick<SocketMetrics, "told" | "conflated">;
  readonly slow: () => void;
}

/** Opens an outbox that never holds more than its limit. */
export function openOutbox({ socket, line, later, limits, metrics, slow }: OutboxParts): Outbox {
  const places = new Map<string, Uint8Array>();
  const waiting: (() => void)[] = [];
  let frames: Uint8Array[] = [];
  let bytes = 0;
  const isOpen = () => socket.readyState === socket.OPEN;
  const hasRoom = () => bytes + socket.bufferedAmount <= limits.roomBytes || !isOpen();

  function tell(frame: Uint8Array): void {
    if (!isOpen()) return;
    metrics.told();
    bytes += frame.length;
    if (frames.push(frame) === 1) later(leave);
    if (bytes + socket.bufferedAmount <= limits.waitingBytesMax) return;
    leave();
    slow();
  }

  function leave(): void {
    const leaving = frames;
    [frames, bytes] = [[], 0];
    if (isOpen()) writeAll(line, leaving, flush);
    else flush();
  }

  /** Called whenever something has left. */
  function flush(): void {
    if (!hasRoom()) return;
    for (const wake of waiting.splice(0)) wake();
    for (const [topic, frame] of places) {
      if (!hasRoom()) return;
      places.delete(topic);
      tell(frame);
    }
  }

  return {
    tell,
    leave,
    place: (topic, frame) => {
      if (places.delete(topic)) metrics.conflated();
      places.set(topic, frame);
      flush();
    },
    forget: (topic) => void places.delete(topic),
    room: async () => {
      if (!hasRoom()) await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
}

/** In one piece, however many they are. */
function writeAll(
  line: OutboxParts["line"],
  frames: readonly Uint8Array[],
  left: () => void,
): void {
  if (frames.length > 1) line.cork();
  for (const [i, frame] of frames.entries()) {
    if (i < frames.length - 1) line.write(frame);
    else line.write(frame, left);
  }
  if (frames.length > 1) line.uncork();
}
