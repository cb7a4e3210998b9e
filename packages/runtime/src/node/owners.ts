import type { World } from "@msafara/kernel";
import { type Address, partitionOf } from "../address.ts";
import type { Bus } from "../ports/bus.ts";
import type { Journal } from "../ports/journal.ts";
import { openBell } from "./bell.ts";
import { PLACEMENT_CHANNEL } from "./placing.ts";

const LOOK_AGAIN_MS = 50;

/** Which node to turn to, for those who host no agents themselves. */
export interface Owners {
  readonly of: (address: Address) => string | undefined;
  /** Waits a moment or for word of a move, then reads the table. */
  readonly lookAgain: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Who owns which partition, as last read. */
export async function openOwners({
  world,
  journal,
  bus,
}: {
  readonly world: World;
  readonly journal: Journal;
  readonly bus: Bus;
}): Promise<Owners> {
  let owners: (string | null)[] = [];
  let looking: Promise<void> | undefined;
  const bell = openBell(world);
  const stop = await bus.live.subscribe(PLACEMENT_CHANNEL, () => {
    owners = [];
    bell.ring();
  });

  async function look(): Promise<void> {
    if (owners.length > 0) await bell.wait(LOOK_AGAIN_MS);
    try {
      const read: (string | null)[] = [];
      for (const { partition, owner } of await journal.placement()) read[partition] = owner;
      owners = read;
    } catch {
      await world.sleep(LOOK_AGAIN_MS);
    }
  }

  return {
    of: (address) => owners[partitionOf(address)] ?? undefined,
    lookAgain: async () => {
      looking ??= look().finally(() => {
        looking = undefined;
      });
      await looking;
    },
    close: stop,
  };
}
