import type { WebSocket } from "ws";
import type { SocketLimits } from "./socket-limits.ts";
import type { SocketMetrics } from "./socket-metrics.ts";

/** What leaves by one socket. */
export interface Outbox {
  readonly tell: (frame: string | Uint8Array) => void;
  /** The latest wins, and waits until there is room. */
  readonly place: (topic: string, text: string) => void;
  readonly forget: (topic: string) => void;
  /** Resolves when there is room, or nobody is there any more. */
  readonly room: () => Promise<void>;
}

/** Where an outbox sends, and who is told when its reader is too slow. */
export interface OutboxParts {
  readonly socket: Pick<WebSocket, "send" | "bufferedAmount" | "readyState" | "OPEN">;
  readonly limits: Pick<SocketLimits, "waitingBytesMax" | "roomBytes">;
  readonly metrics: Pick<SocketMetrics, "told" | "conflated">;
  readonly slow: () => void;
}

/** Opens an outbox that never holds more than its limit. */
export function openOutbox({ socket, limits, metrics, slow }: OutboxParts): Outbox {
  const places = new Map<string, string>();
  const waiting: (() => void)[] = [];
  const hasRoom = () =>
    socket.bufferedAmount <= limits.roomBytes || socket.readyState !== socket.OPEN;

  function send(frame: string | Uint8Array): void {
    metrics.told();
    socket.send(frame, flush);
  }

  /** Called whenever something has left. */
  function flush(): void {
    if (!hasRoom()) return;
    for (const wake of waiting.splice(0)) wake();
    for (const [topic, text] of places) {
      if (!hasRoom()) return;
      places.delete(topic);
      if (socket.readyState === socket.OPEN) send(text);
    }
  }

  return {
    tell: (frame) => {
      if (socket.readyState !== socket.OPEN) return;
      send(frame);
      if (socket.bufferedAmount > limits.waitingBytesMax) slow();
    },
    place: (topic, text) => {
      if (places.delete(topic)) metrics.conflated();
      places.set(topic, text);
      flush();
    },
    forget: (topic) => void places.delete(topic),
    room: async () => {
      if (!hasRoom()) await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
}
