import type { Live } from "../ports/bus.ts";
import type { Socket } from "./memory-bus.ts";
import { addEar, openEar } from "./memory-exchange.ts";

/**
 * Fan-out within one process. Frames may be lost or come twice, but never out of order: one that was
 * overtaken on its way is lost.
 */
export function memoryLive({ world, exchange, wire, untilClose }: Socket): Live {
  return {
    publish: (topic, frame) => {
      const ears = exchange.topics.get(topic);
      if (ears === undefined) return;
      const copy = frame.slice();
      const number = ++exchange.published;
      for (const ear of ears) {
        wire.carry(ear.world, () => {
          if (ear.isStopped || number < ear.heardUpTo) return;
          ear.heardUpTo = number;
          ear.hear(copy);
        });
      }
    },
    subscribe: async (topic, heard) => {
      const ear = openEar(world, heard);
      return untilClose(addEar(exchange.topics, topic, ear));
    },
  };
}
