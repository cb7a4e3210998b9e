import type { World } from "@msafara/kernel";
import type { Vendor } from "@msafara/runtime";

/** A vendor's own time goes on when a worker dies; only its answer is not heard any more. */
export function heardBy(world: World, vendor: Vendor): Vendor {
  return {
    ...vendor,
    perform: async (order) => {
      try {
        return await vendor.perform(order);
      } finally {
        await world.sleep(1);
      }
    },
    inquire: async (order) => {
      const answer = await vendor.inquire(order);
      await world.sleep(1);
      return answer;
    },
  };
}
