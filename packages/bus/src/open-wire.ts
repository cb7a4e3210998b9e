import type { Stop } from "@msafara/runtime";
import type { Redis } from "ioredis";
import { type BusLog, wordsOf } from "./bus-log.ts";
import { connectBriskly, type Line } from "./connect-redis.ts";

const BYTES_IN_FLIGHT_MAX = 32 * 1_024 * 1_024;
const PULSE_MS = 10_000;

type Heard = (frame: Uint8Array) => void;

/** Pub/sub over two connections, since a connection that listens may not speak before Redis 6. */
export interface Wire {
  /** False: the frame was dropped here and now. True: it left, and may still be lost. */
  readonly send: (channel: string, frame: Uint8Array) => boolean;
  /** Resolves once Redis knows of it; while Redis is away at once, and it is told on its return. */
  readonly hear: (channel: string, heard: Heard) => Promise<Stop>;
  /** The speaking connection, for commands that are no frames. Auto-pipelined. */
  readonly redis: Redis;
  readonly close: () => Promise<void>;
}

/** Opens the wire; with Redis away it opens all the same, drops what is sent, and goes on trying. */
export async function openWire(line: Line): Promise<Wire> {
  const speaker = connectBriskly(line, { lazyConnect: true, enableAutoPipelining: true });
  const ear = connectBriskly(line, { lazyConnect: true });
  const hear = listenOn(ear, line.log);
  const closing = new AbortController();
  // The first try may fail: it has been logged, and the connections go on trying by themselves.
  await Promise.allSettled([speaker.connect(), ear.connect()]);
  void pulse(ear, { line, signal: closing.signal });

  return {
    send: speakOn(speaker),
    hear,
    redis: speaker,
    close: async () => {
      closing.abort();
      ear.disconnect();
      // A ping stands behind what was sent before; a QUIT, never pipelined, would overtake it.
      if (speaker.status === "ready") await speaker.ping().catch(() => undefined);
      speaker.disconnect();
    },
  };
}

/** Sends without waiting. What Redis has not taken yet is counted, so that none of it piles up. */
function speakOn(speaker: Redis): Wire["send"] {
  let bytesInFlight = 0;
  async function publish(channel: string, frame: Buffer): Promise<void> {
    bytesInFlight += frame.length;
    try {
      await speaker.publish(channel, frame);
    } catch {
      // A frame that fails is a frame that was not heard.
    } finally {
      bytesInFlight -= frame.length;
    }
  }
  return (channel, frame) => {
    if (speaker.status !== "ready" || bytesInFlight > BYTES_IN_FLIGHT_MAX) return false;
    // A copy: it leaves with the tick, and until then its owner may write over it.
    void publish(channel, Buffer.from(frame));
    return true;
  };
}

function listenOn(ear: Redis, log: BusLog): Wire["hear"] {
  const listeners = new Map<string, Set<Heard>>();

  ear.on("messageBuffer", (channel: Buffer, message: Buffer) => {
    for (const heard of listeners.get(channel.toString()) ?? []) {
      try {
        heard(new Uint8Array(message));
      } catch (error) {
        // One listener's bug must not silence the others, nor end the program.
        log({ event: "bus.listener-failed", channel: channel.toString(), why: wordsOf(error) });
      }
    }
  });
  ear.on("ready", () => void tell(() => ear.subscribe(...listeners.keys())));

  async function tell(request: () => Promise<unknown>): Promise<void> {
    if (ear.status !== "ready" || listeners.size === 0) return;
    try {
      await request();
    } catch {
      // Lost meanwhile: Redis is told all of it when it is back.
    }
  }

  return async (channel, heard) => {
    // Its own function, so that the same listener may come twice and leave once.
    const listener: Heard = (frame) => heard(frame);
    listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener));
    // Told even when it knows already: the answer proves that an earlier request has arrived.
    await tell(() => ear.subscribe(channel));

    return async () => {
      const others = listeners.get(channel);
      if (others?.delete(listener) !== true || others.size > 0) return;
      listeners.delete(channel);
      if (ear.status === "ready") await ear.unsubscribe(channel).catch(() => undefined);
    };
  };
}

/** A listening connection asks nothing, so it would not notice that nobody is there any more. */
async function pulse(
  ear: Redis,
  { line, signal }: { readonly line: Line; readonly signal: AbortSignal },
): Promise<void> {
  while (!signal.aborted) {
    await line.world.sleep(PULSE_MS, signal);
    if (ear.status === "ready") await ear.ping().catch(() => undefined);
  }
}
