import type { Address, Doorbell } from "@msafara/runtime";
import type { Channel } from "./channel.ts";
import type { Wire } from "./open-wire.ts";

/** Keeps a frame in the tens of kilobytes, however many mailboxes one batch has filled. */
const ADDRESSES_A_FRAME_MAX = 1_000;

/** Rings over pub/sub. All rings of one tick leave together: one frame for each incarnation. */
export function openDoorbell(wire: Wire, channel: Channel): Doorbell {
  const rung = new Map<string, Set<Address>>();

  function flush(): void {
    const rings = [...rung];
    rung.clear();
    for (const [incarnation, addresses] of rings) {
      for (const frame of framesOf([...addresses])) wire.send(channel(incarnation, "rings"), frame);
    }
  }

  return {
    ring: (incarnation, addresses) => {
      if (addresses.length === 0) return;
      if (rung.size === 0) process.nextTick(flush);
      const waiting = rung.get(incarnation) ?? new Set();
      for (const address of addresses) waiting.add(address);
      rung.set(incarnation, waiting);
    },
    listen: (incarnation, heard) =>
      wire.hear(channel(incarnation, "rings"), (frame) => {
        const addresses = readRing(frame);
        if (addresses !== undefined) heard(addresses);
      }),
  };
}

function framesOf(addresses: readonly Address[]): readonly Uint8Array[] {
  const frames = [];
  for (let at = 0; at < addresses.length; at += ADDRESSES_A_FRAME_MAX) {
    frames.push(Buffer.from(JSON.stringify(addresses.slice(at, at + ADDRESSES_A_FRAME_MAX))));
  }
  return frames;
}

/** `undefined` when it is no ring, since anybody may publish into a channel. */
function readRing(frame: Uint8Array): readonly Address[] | undefined {
  try {
    const read: unknown = JSON.parse(new TextDecoder().decode(frame));
    return Array.isArray(read) && read.every(isAddress) ? read : undefined;
  } catch {
    return undefined;
  }
}

function isAddress(value: unknown): value is Address {
  return typeof value === "string" && value.includes("/");
}
