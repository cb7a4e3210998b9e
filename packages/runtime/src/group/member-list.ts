import { Fault, type World } from "@msafara/kernel";
import type { Bus } from "../ports/bus.ts";

/** So long the list of members is believed, and so often somebody who waits looks at it. */
const LOOK_MS = 1_000;
/** A broker that was emptied knows nobody for a moment, so once is no proof that somebody is gone. */
const MISSED_MAX = 2;

/** What a line to a group is opened over. */
export interface GroupCallerOptions {
  readonly bus: Pick<Bus, "presence" | "switchboard">;
  readonly world: World;
  readonly group: string;
  readonly trouble?: (error: unknown) => void;
}

/** Who is in a group, as seen a moment ago. */
export interface MemberList {
  readonly known: () => Promise<readonly string[]>;
  /** Waits for what a member was asked, and no longer than it is there. */
  readonly whileThere: <Answer>(member: string, ask: () => Promise<Answer>) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

interface Waiting {
  readonly member: string;
  missed: number;
  readonly giveUp: () => void;
}

/** Opens the list of a group's members. */
export function openMemberList(options: GroupCallerOptions): MemberList {
  const { world, group } = options;
  const closing = new AbortController();
  const waiting = new Set<Waiting>();
  const known = openLook(options, (members) => {
    for (const one of waiting) {
      one.missed = members.includes(one.member) ? 0 : one.missed + 1;
      if (one.missed >= MISSED_MAX) one.giveUp();
    }
  });
  let watching: Promise<void> | undefined;

  async function watch(): Promise<void> {
    while (waiting.size > 0 && !closing.signal.aborted) {
      await world.sleep(LOOK_MS, closing.signal);
      if (waiting.size > 0) await known();
    }
    watching = undefined;
  }

  return {
    known,
    whileThere: async <Answer>(member: string, ask: () => Promise<Answer>) => {
      const { promise, resolve, reject } = Promise.withResolvers<Answer>();
      const gone = `"${member}" left the group "${group}" while it was asked`;
      const giveUp = () => reject(new Fault(gone, { retry: true }));
      const one: Waiting = { member, missed: 0, giveUp };
      waiting.add(one);
      watching ??= watch();
      ask().then(resolve, reject);
      try {
        return await promise;
      } finally {
        waiting.delete(one);
      }
    },
    close: async () => {
      closing.abort();
      await watching;
    },
  };
}

/** Many who want to know at once look once. While the bus is away, those of before are as good as any. */
function openLook(
  { bus, world, group, trouble }: GroupCallerOptions,
  saw: (members: readonly string[]) => void,
): () => Promise<readonly string[]> {
  let members: readonly string[] = [];
  let freshUntil = -Infinity;
  let looking: Promise<void> | undefined;

  async function look(): Promise<void> {
    try {
      members = await bus.presence.members(group);
      saw(members);
    } catch (error) {
      trouble?.(error);
    }
    freshUntil = world.ticks() + LOOK_MS;
    looking = undefined;
  }

  return async () => {
    if (world.ticks() >= freshUntil) await (looking ??= look());
    return members;
  };
}
