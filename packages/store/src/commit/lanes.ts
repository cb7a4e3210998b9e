import type { World } from "@msafara/kernel";
import { endBackend } from "../connection/end-backend.ts";
import type { SessionLimits } from "../connection/open-session.ts";
import { type Lane, openLane } from "./lane.ts";

/** The connections on which batches are committed, of every incarnation that commits through us. */
export interface Lanes {
  /** The lane, opened anew where its connection was lost between two batches. */
  readonly take: (incarnation: string, lane: number) => Promise<Lane>;
  /** Cuts a lane and returns when its backend is gone. */
  readonly end: (lane: Lane) => Promise<void>;
  /** Closes the lanes of a node that commits no more. */
  readonly closeOf: (incarnation: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The start of the names of an incarnation's connections. */
export function namePrefixOf(incarnation: string): string {
  return `msafara/${incarnation}/`;
}

/** Keeps a connection per (incarnation, lane), each under a name that is never used again. */
export function openLanes({
  connectionString,
  limits,
  world,
}: {
  readonly connectionString: string;
  readonly limits: SessionLimits;
  readonly world: World;
}): Lanes {
  const lanes = new Map<string, Lane>();
  const closing = new AbortController();
  let count = 0;

  async function take(incarnation: string, number: number): Promise<Lane> {
    const prefix = `${namePrefixOf(incarnation)}${number}/`;
    const open = lanes.get(prefix);
    if (open?.session.isOpen() === true) return open;
    const name = `${prefix}${++count}`;
    const lane = await openLane({ connectionString, name, limits, world });
    lanes.set(prefix, lane);
    return lane;
  }

  async function end({ session }: Lane): Promise<void> {
    session.cut();
    const { name } = session;
    await endBackend({ connectionString, name, limits, world, signal: closing.signal });
  }

  async function closeThose(prefix: string): Promise<void> {
    const those = [...lanes].filter(([key]) => key.startsWith(prefix));
    for (const [key] of those) lanes.delete(key);
    await Promise.all(those.map(([, lane]) => lane.session.close()));
  }

  return {
    take,
    end,
    closeOf: (incarnation) => closeThose(namePrefixOf(incarnation)),
    close: async () => {
      closing.abort();
      await closeThose("");
    },
  };
}
