import { hostAgents } from "@msafara/agents";
import type { World } from "@msafara/kernel";
import type { Bus } from "@msafara/runtime";
import { openJournal } from "@msafara/store";
import { pino } from "pino";
import { Registry } from "prom-client";
import type { Waits } from "../waits.ts";
import { countCommits } from "./count-commits.ts";
import { courierRole, type Flow } from "./courier-role.ts";

/** A node that takes parcels in and measures how long they travelled. */
export interface HopNode {
  readonly waits: Waits;
  readonly stop: () => Promise<void>;
}

export interface HopNodeParts {
  readonly world: World;
  readonly url: string;
  readonly bus: Bus;
  readonly name: string;
}

/** Starts the product's host on the courier role; nobody sends a parcel on. */
export async function openHopNode({ world, url, bus, name }: HopNodeParts): Promise<HopNode> {
  const flow: Flow = { isOpen: false, nextOf: (self) => self, extras: false, decidedSentAtUs: [] };
  const opened = openJournal({ connectionString: url, world });
  const { journal, waits } = countCommits(opened, flow);
  const parts = { world, journal, bus, name, registry: new Registry(), vendors: {} };
  const log = pino({ level: "silent" });
  const host = await hostAgents({ ...parts, log, roles: [courierRole(flow)] });
  return {
    waits,
    stop: async () => {
      await host.stop();
      await opened.close();
    },
  };
}
