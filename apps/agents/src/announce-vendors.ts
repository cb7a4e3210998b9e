import type { World } from "@msafara/kernel";
import type { Bus } from "@msafara/runtime";
import type { VendorKind } from "./market-host.ts";

const GROUP = "vendors";
const EVERY_MS = 10_000;
/** A host that is gone is no longer named after that. */
const KEPT_MS = 30_000;

/** Of the roads it is said whose they are: our own, or a vendor's before our own. */
type Whose = VendorKind | "own" | "google";

/** What it takes to be heard. */
export interface Announcement {
  readonly presence: Pick<Bus["presence"], "enter">;
  readonly world: World;
  readonly vendorKinds: Readonly<Record<string, Whose>>;
  readonly trouble: (error: unknown) => void;
}

/** Says on the bus whom this host asks outside, so that the health of every gateway names them (R15). */
export function announceVendors(parts: Announcement): () => Promise<void> {
  const { world } = parts;
  const stopping = new AbortController();
  const kept = keep();
  return async () => {
    stopping.abort();
    await kept;
  };

  async function keep(): Promise<void> {
    while (!stopping.signal.aborted) {
      await say(parts);
      await world.sleep(EVERY_MS, stopping.signal);
    }
  }
}

async function say({ presence, vendorKinds, trouble }: Announcement): Promise<void> {
  try {
    for (const [name, kind] of Object.entries(vendorKinds)) {
      await presence.enter(GROUP, `${name}=${kind}`, KEPT_MS);
    }
  } catch (error) {
    trouble(error);
  }
}
