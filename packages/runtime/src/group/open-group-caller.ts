import { Fault } from "@msafara/kernel";
import { openMemberChoice } from "./member-choice.ts";
import { type GroupCallerOptions, openMemberList } from "./member-list.ts";
import { seatOf } from "./serve-group.ts";

const TRIES_MAX = 2;

/** How long a question may take, and when one answer is worth asking another. */
export interface GroupWish {
  /** After so long without a word another member is asked. */
  readonly tryMs: number;
  readonly timeoutMs: number;
  /** An answer such as "busy": another member is asked, and if that is no better, this one counts. */
  readonly isBetterElsewhere?: (answer: Uint8Array) => boolean;
}

/** Asks one member of a group, whichever has its hands free. */
export interface GroupCaller {
  /**
   * The answer of one member; if it fails in a way that another might not, of one other. Nothing when
   * nobody is there, or nobody who is answers in time. Only for questions that may be asked twice.
   */
  readonly ask: (frame: Uint8Array, wish: GroupWish) => Promise<Uint8Array | undefined>;
  readonly close: () => Promise<void>;
}

/** Opens the line to a group whose members `serveGroup` makes. */
export function openGroupCaller(options: GroupCallerOptions): GroupCaller {
  const { bus, world, group, trouble } = options;
  const list = openMemberList(options);
  const choice = openMemberChoice(world);

  async function tryOnce(
    member: string,
    frame: Uint8Array,
    timeoutMs: number,
  ): Promise<Uint8Array | undefined> {
    const call = () => bus.switchboard.call(seatOf(group, member), frame, timeoutMs);
    let hasFailed = false;
    choice.began(member);
    try {
      return await list.whileThere(member, call);
    } catch (error) {
      hasFailed = true;
      if (!(error instanceof Fault) || !error.retry) throw error;
      trouble?.(error);
      return undefined;
    } finally {
      choice.ended(member, hasFailed);
    }
  }

  return {
    ask: async (frame, { tryMs, timeoutMs, isBetterElsewhere }) => {
      const until = world.ticks() + timeoutMs;
      const tried = new Set<string>();
      let best: Uint8Array | undefined;
      while (tried.size < TRIES_MAX) {
        const there = await list.known();
        const member = choice.choose(there.filter((each) => !tried.has(each)));
        const leftMs = until - world.ticks();
        if (member === undefined || leftMs <= 0) break;
        tried.add(member);
        const told = await tryOnce(member, frame, Math.min(tryMs, leftMs));
        if (told !== undefined && isBetterElsewhere?.(told) !== true) return told;
        best = told ?? best;
      }
      return best;
    },
    close: list.close,
  };
}
