import type { World } from "@msafara/kernel";
import { endBackend } from "../connection/end-backend.ts";
import type { SessionLimits } from "../connection/open-session.ts";
import { type Lane, openLane } from "./lane.ts";

/** The connections on which batches are committed, of every incarnation that commits through us. */
export interface Lanes {
  /** One for this commit alone: the one that was used last, for its server is still warm. */
  readonly take: (incarnation: string) => Promise<Lane>;
  /** Gives a lane back whose connection is in order, or was cut. */
  readonly giveBack: (incarnation: string, lane: Lane) => void;
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

/**
 * Keeps as many connections per incarnation as there were commits at once, each under a name that is
 * never used again. In a quiet hour one of them does all the work, at three quarters of the time.
 */
export function openLanes({
  connectionString,
  limits,
  world,
}: {
  readonly connectionString: string;
  readonly limits: SessionLimits;
  readonly world: World;
}): Lanes {
  const crews = new Map<string, Crew>();
  const closing = new AbortController();
  let count = 0;

  function crewOf(incarnation: string): Crew {
    const known = crews.get(incarnation);
    if (known !== undefined) return known;
    const crew = { all: new Set<Lane>(), free: [] };
    crews.set(incarnation, crew);
    return crew;
  }

  async function take(incarnation: string): Promise<Lane> {
    const { all, free } = crewOf(incarnation);
    for (let lane = free.pop(); lane !== undefined; lane = free.pop()) {
      if (lane.session.isOpen()) return lane;
      all.delete(lane);
    }
    const name = `${namePrefixOf(incarnation)}${++count}`;
    const lane = await openLane({ connectionString, name, limits });
    all.add(lane);
    return lane;
  }

  async function closeOf(incarnation: string): Promise<void> {
    const lanes = [...crewOf(incarnation).all];
    crews.delete(incarnation);
    await Promise.all(lanes.map(({ session }) => session.close()));
  }

  return {
    take,
    giveBack: (incarnation, lane) => void crews.get(incarnation)?.free.push(lane),
    end: async ({ session }) => {
      session.cut();
      const { name } = session;
      await endBackend({ connectionString, name, limits, world, signal: closing.signal });
    },
    closeOf,
    close: async () => {
      closing.abort();
      await Promise.all([...crews.keys()].map(closeOf));
    },
  };
}

/** The connections of one incarnation, and those of them that nobody commits on. */
interface Crew {
  readonly all: Set<Lane>;
  readonly free: Lane[];
}
