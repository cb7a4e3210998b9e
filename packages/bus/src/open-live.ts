import type { Live } from "@msafara/runtime";
import type { Channel } from "./channel.ts";
import type { Wire } from "./open-wire.ts";

/** Fan-out by pub/sub: who is not subscribed at that moment does not hear it. */
export function openLive(wire: Wire, channel: Channel): Live {
  return {
    publish: (topic, frame) => void wire.send(channel(topic, "live"), frame),
    subscribe: (topic, heard) => wire.hear(channel(topic, "live"), heard),
  };
}
