import { Fault, type World } from "@msafara/kernel";
import type { Bus, Stop } from "../ports/bus.ts";

/** A member that does not renew its place is taken for gone after that. */
const STAY_MS = 3_000;
const RENEW_MS = 1_000;
const UNDER_WAY_MAX = 1_000;
/** So long whoever leaves goes on with what is under way; whoever asked for more is told to ask another member. */
const ENDING_MS = 1_000;

/** Somebody who answers questions that any of a group could answer. */
export interface GroupMember {
  readonly bus: Pick<Bus, "presence" | "switchboard">;
  readonly world: World;
  readonly group: string;
  readonly answer: (frame: Uint8Array) => Promise<Uint8Array>;
  /** So many answers may be under way; who asks for one more is told to ask another member. */
  readonly underWayMax?: number;
  /** For so long whoever leaves still turns away those who have not noticed yet. */
  readonly lingerMs?: number;
  readonly trouble?: (error: unknown) => void;
}

/** Where a member hears its calls: not a name that a node of agents could have. */
export function seatOf(group: string, member: string): string {
  return `${group}/${member}`;
}

/**
 * Joins a group under a name of its own, and answers until it is stopped: then it leaves first, so that
 * nobody new comes, and goes on for a second with what is under way. What takes longer is nobody's reason to stay:
 * whoever asked is told to ask another member.
 */
export async function serveGroup(parts: GroupMember): Promise<Stop> {
  const { bus, world, group, answer, underWayMax = UNDER_WAY_MAX, lingerMs = 0 } = parts;
  const member = world.mint("mbr");
  const leaving = new AbortController();
  const underWay = new Map<Promise<Uint8Array>, (why: Fault) => void>();
  const leaves = `"${member}" leaves the group "${group}"`;
  const stopHearing = await bus.switchboard.serve(seatOf(group, member), async (frame) => {
    if (leaving.signal.aborted) throw elsewhere(leaves);
    if (underWay.size >= underWayMax) throw elsewhere(`"${member}" has its hands full`);
    const { promise: answered, resolve, reject } = Promise.withResolvers<Uint8Array>();
    answer(frame).then(resolve, reject);
    underWay.set(answered, reject);
    try {
      return await answered;
    } finally {
      underWay.delete(answered);
    }
  });
  const renewed = renew();
  return async () => {
    leaving.abort();
    await renewed;
    await heard(() => bus.presence.exit(group, member));
    await Promise.all([world.sleep(lingerMs), finish()]);
    await stopHearing();
  };

  async function finish(): Promise<void> {
    const finished = new AbortController();
    const asked = Promise.allSettled(underWay.keys()).then(() => finished.abort());
    await world.sleep(ENDING_MS, finished.signal);
    for (const end of underWay.values()) end(elsewhere(leaves));
    await asked;
  }

  async function renew(): Promise<void> {
    while (!leaving.signal.aborted) {
      await heard(() => bus.presence.enter(group, member, STAY_MS));
      await world.sleep(RENEW_MS, leaving.signal);
    }
  }

  /** A bus that is away hears nothing; the place is taken anew when it is back. */
  async function heard(said: () => Promise<void>): Promise<void> {
    try {
      await said();
    } catch (error) {
      parts.trouble?.(error);
    }
  }
}

function elsewhere(why: string): Fault {
  return new Fault(`Cannot answer: ${why}`, { retry: true });
}
