import type { Doorbell } from "../ports/bus.ts";
import type { Socket } from "./memory-bus.ts";
import { addEar, openEar } from "./memory-exchange.ts";

/** Rings within one process. A listener that throws is its own bug and surfaces as one. */
export function memoryDoorbell({ world, exchange, wire, untilClose }: Socket): Doorbell {
  return {
    ring: (incarnation, addresses) => {
      const ears = exchange.bells.get(incarnation);
      if (ears === undefined || addresses.length === 0) return;
      const rung = [...addresses];
      for (const ear of ears) wire.carry(ear.world, () => ear.isStopped || ear.hear(rung));
    },
    listen: async (incarnation, heard) => {
      const ear = openEar(world, heard);
      return untilClose(addEar(exchange.bells, incarnation, ear));
    },
  };
}
