import { Fault, type World } from "@msafara/kernel";
import { CommitFault } from "../ports/journal.ts";
import { never, openLuck } from "./luck.ts";

/**
 * What may go wrong between a node and its database. All rates are chances in 0..1 and zero when
 * absent; they are read anew for each call, so whoever directs a simulation may turn them meanwhile.
 */
export interface JournalFaults {
  /**
   * Called before and after each call, as `commit:before`. True says that the caller has been killed
   * just now: then the call never happens, or its answer never comes.
   */
  readonly crashAt?: (point: string) => boolean | void;
  /** How long a question or an answer travels, at most. */
  readonly travelMs?: number;
  /** Commits that stand open between their numbers and their end, and for how long at most. */
  readonly slowRate?: number;
  readonly slowMs?: number;
  /** Answers that lie on the wire: by the time they come, a read is an old one. */
  readonly lateRate?: number;
  readonly lateMs?: number;
  /** Commits that fail before they began. */
  readonly retryRate?: number;
  /** Commits that stand open and are undone, as after a deadlock. */
  readonly deadlockRate?: number;
  /** Commits whose answer is lost; half of them land. */
  readonly unknownRate?: number;
  /** Calls other than commits that fail; half of those that write have written. */
  readonly lostRate?: number;
  /** Whether the database takes no writes just now, as during a failover. */
  readonly isReadOnly?: () => boolean;
}

/** What happens to one commit. */
export interface Fate {
  readonly holdMs: number;
  readonly verdict: "commit" | "rollback";
  readonly isUnknown: boolean;
}

/** Carries questions to the database and answers back. */
export interface Wire {
  readonly read: <Answer>(point: string, work: () => Answer | Promise<Answer>) => Promise<Answer>;
  readonly write: <Answer>(point: string, work: () => Answer | Promise<Answer>) => Promise<Answer>;
  readonly commit: <Answer>(work: (fate: Fate) => Promise<Answer>) => Promise<Answer>;
  /** Keeps a transaction open as its fate wants it; absent when it wants nothing. */
  readonly holdOf: (fate: Fate) => (() => Promise<"commit" | "rollback">) | undefined;
  /** The fate of a transaction that is no commit of a batch. */
  readonly smallFate: () => Fate;
}

const SAFE: Fate = { holdMs: 0, verdict: "commit", isUnknown: false };

/** A wire between two machines: `near` is the node, `far` the database. */
export function openJournalWire({
  near,
  far,
  faults,
}: {
  readonly near: World;
  readonly far: World;
  readonly faults: JournalFaults | undefined;
}): Wire {
  const holdOf = (fate: Fate) => {
    if (fate.holdMs === 0 && fate.verdict === "commit") return undefined;
    return async () => {
      await far.sleep(fate.holdMs);
      return fate.verdict;
    };
  };
  // Without faults nothing sleeps, so that a journal also works where time stands still.
  if (faults === undefined) {
    const pass = async <Answer>(_point: string, work: () => Answer | Promise<Answer>) => work();
    return {
      read: pass,
      write: pass,
      commit: async (work) => work(SAFE),
      holdOf,
      smallFate: () => SAFE,
    };
  }
  return { ...faultyWire(near, far, faults), holdOf };
}

function faultyWire(near: World, far: World, faults: JournalFaults): Omit<Wire, "holdOf"> {
  const { happens, upTo } = openLuck(far, "journal");

  /** A dead or frozen caller's answer waits in its own world, where it never wakes. */
  async function cross<Answer>(point: string, work: () => Promise<Answer>): Promise<Answer> {
    if (faults.crashAt?.(`${point}:before`) === true) await never();
    await far.sleep(upTo(faults.travelMs, "travel"));
    const settled = await settle(work);
    const lateMs = happens(faults.lateRate, "late") ? upTo(faults.lateMs, "late") : 0;
    await near.sleep(lateMs + upTo(faults.travelMs, "travel"));
    if (faults.crashAt?.(`${point}:after`) === true) await never();
    return settled();
  }

  const isReadOnly = () => faults.isReadOnly?.() === true;
  const lost = (point: string) =>
    new Fault(`The connection broke during ${point}`, { retry: true });

  return {
    smallFate: () => ({ ...SAFE, holdMs: fateOf(far, { ...faults, unknownRate: 0 }).holdMs }),
    read: (point, work) =>
      cross(point, async () => {
        if (happens(faults.lostRate, "lost")) throw lost(point);
        return work();
      }),
    write: (point, work) =>
      cross(point, async () => {
        if (isReadOnly()) throw new Fault("The database is read-only", { retry: true });
        if (!happens(faults.lostRate, "lost")) return work();
        if (happens(0.5, "landed")) await work();
        throw lost(point);
      }),
    commit: (work) =>
      cross("commit", async () => {
        if (isReadOnly()) throw new CommitFault("retry", "The database is read-only");
        if (happens(faults.retryRate, "retry"))
          throw new CommitFault("retry", "No connection could be had");
        return work(fateOf(far, faults));
      }),
  };
}

function fateOf(far: World, faults: JournalFaults): Fate {
  const { happens, upTo } = openLuck(far, "journal");
  const isUnknown = happens(faults.unknownRate, "unknown");
  const isUndone = isUnknown ? happens(0.5, "landed") : happens(faults.deadlockRate, "deadlock");
  const holdMs = happens(faults.slowRate, "slow") ? upTo(faults.slowMs, "slow") : 0;
  return { holdMs, verdict: isUndone ? "rollback" : "commit", isUnknown };
}

/** What came of some work, to be told later. */
async function settle<Answer>(work: () => Promise<Answer>): Promise<() => Answer> {
  try {
    const answer = await work();
    return () => answer;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
