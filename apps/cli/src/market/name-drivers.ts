import { type Client, MsafaraProblem } from "@msafara/client";
import type { Happening } from "./follow-market.ts";

const NAMES_MAX = 5_000;

/** Learns what drivers are called from the bids of the shipment that they are met at. */
export function nameDrivers(client: Pick<Client, "listBids">) {
  const names = new Map<string, string>();
  const asked = new Set<string>();

  async function ask(id: Happening["shipment"]["id"]): Promise<void> {
    try {
      const { items } = await client.listBids({ params: { id } });
      if (names.size > NAMES_MAX) names.clear();
      for (const { driverId, driver } of items) {
        if (driver.name !== null) names.set(driverId, driver.name);
      }
    } catch (problem) {
      // A name is a kindness, and only the best five are told; what happened is told without it.
      if (!(problem instanceof MsafaraProblem)) throw problem;
    }
  }

  return {
    nameOf: (driverId: string): string | undefined => names.get(driverId),
    learn: async ({ shipment, event }: Happening): Promise<void> => {
      const { driverId } = event.data;
      if (typeof driverId !== "string" || names.has(driverId)) return;
      // Bids are ranked a little later than they are told, so each happening may ask once.
      const question = `${shipment.id}/${driverId}/${event.name}`;
      if (asked.has(question)) return;
      if (asked.size > NAMES_MAX) asked.clear();
      asked.add(question);
      await ask(shipment.id);
    },
  };
}
