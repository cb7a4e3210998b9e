import type { Instant } from "@msafara/kernel";
import { Fault } from "@msafara/kernel";
import type { Address } from "../address.ts";
import type { Json } from "../body.ts";
import type {
  Batch,
  EventRow,
  LiveRow,
  Mail,
  ReceiptClaim,
  ReceiptKey,
  TimerRow,
} from "./batch.ts";

/** What a commit came to. `stale` and `fenced` mean that nothing of the batch is there. */
export type CommitOutcome =
  | { readonly outcome: "committed"; readonly seqs: readonly number[]; readonly at: Instant }
  /** Our node's row is gone: nothing is ours any more. */
  | { readonly outcome: "fenced" }
  /** A version or a count was not exact. */
  | { readonly outcome: "stale"; readonly what: "agents" | "mail" | "timers" | "answers" };

/**
 * A commit that failed. `retry`: nothing is there, the same batch may go again and is not to blame.
 * `poison`: nothing is there, and something in the batch is to blame. `unknown`: it is there whole or
 * it never will be; the journal has made sure that nothing of it is still on its way.
 */
export class CommitFault extends Fault {
  override readonly name = "CommitFault";
  readonly verdict: "retry" | "poison" | "unknown";

  constructor(verdict: "retry" | "poison" | "unknown", message: string, cause?: unknown) {
    super(message, { retry: verdict !== "poison", cause });
    this.verdict = verdict;
  }
}

/** An agent as the table holds it. */
export interface StoredAgent {
  readonly address: Address;
  readonly version: number;
  readonly schema: number;
  readonly phase: string;
  readonly turnedAt: Instant;
  readonly state: Uint8Array;
  readonly heads: Uint8Array;
}

/** What waits for an agent, as one read saw it. */
export interface Mailbox {
  readonly address: Address;
  /** The first of the mailbox by `seq`, at most as many as were asked for. */
  readonly mail: readonly Mail[];
  /** Whether the mailbox holds more than `mail`. */
  readonly more: boolean;
  /** Names of the agent's inputs that once cost a node; they are set aside without another try. */
  readonly suspects: readonly string[];
}

/** Who lives, as one node sees it. */
export interface Member {
  readonly incarnation: string;
  readonly node: string;
  readonly release: number;
}

/** Who lives, and what they can all read. */
export interface Roster {
  /** The database's time, to set clocks by. */
  readonly now: Instant;
  readonly members: readonly Member[];
  /** The lowest release of the live members. */
  readonly writeRelease: number;
}

/** One partition and its owner. */
export interface Owned {
  readonly partition: number;
  readonly owner: string | null;
  readonly epoch: number;
  /** Only a node of at least this release may own it. */
  readonly minRelease: number;
}

/** Membership and placement. A node is an incarnation: its row is the fence of every commit. */
export interface RosterPort {
  readonly join: (node: Member & { readonly leaseMs: number }) => Promise<Roster>;
  /** Extends the lease; `lost` when the row is gone. Never revives a row that was taken over. */
  readonly renew: (lease: {
    readonly incarnation: string;
    readonly leaseMs: number;
  }) => Promise<Roster | "lost">;
  /** Gives up everything in good order: partitions and row. */
  readonly leave: (incarnation: string) => Promise<void>;
  /**
   * Buries nodes whose lease is over by the database's clock: waits for their commits in flight,
   * deletes the row and frees the partitions in one transaction, then ends their connections.
   */
  readonly bury: () => Promise<readonly string[]>;
  readonly placement: () => Promise<readonly Owned[]>;
  /** Takes those of the partitions that nobody owns; answers which it got. */
  readonly claim: (claim: {
    readonly incarnation: string;
    readonly partitions: readonly number[];
  }) => Promise<readonly number[]>;
  /** Gives up partitions, with epoch + 1. `minRelease` declines them until a newer node is there. */
  readonly release: (release: {
    readonly incarnation: string;
    readonly partitions: readonly number[];
    readonly minRelease?: number;
  }) => Promise<void>;
}

/** Where the sweep stands; made and read by the journal alone. */
export type SweepCursor = { readonly [key: string]: unknown };

/** A message that the sweep saw. */
export interface Arrival {
  readonly receiver: Address;
  readonly seq: number;
}

/** What is kept under a key: who it went to, and its answer once there is one. */
export interface Receipt extends ReceiptClaim {
  /** Whether this very claim made it. */
  readonly fresh: boolean;
  readonly answer?: Uint8Array;
}

/** An effect that one worker may carry out until its claim ends. */
export interface ClaimedEffect {
  readonly id: string;
  readonly address: Address;
  readonly lane: string;
  readonly kind: string;
  readonly body: Uint8Array;
  readonly trace: string;
  /** 1 for the first try. Counted before the try, so that a try that died is seen. */
  readonly attempt: number;
  readonly claim: string;
}

/** What became of a result: nothing was written, for the claim is `lost`; or there is `more` in the lane, or it was the `last`. */
export type Settled = "lost" | "more" | "last";

/** Effects: PostgreSQL hands out claims, one at a time per (agent, lane), in the order written. */
export interface EffectPort {
  /** Claims heads of lanes that are due and unclaimed (or whose claim ended). */
  readonly claimEffects: (claim: {
    readonly claim: string;
    /**
     * The incarnation beside which the worker works: the claim ends when it is buried or leaves, and
     * one that is gone claims nothing. Absent, the claim ends by time alone.
     */
    readonly holder?: string;
    readonly claimMs: number;
    readonly limit: number;
    readonly lane?: { readonly address: Address; readonly lane: string };
  }) => Promise<readonly ClaimedEffect[]>;
  /**
   * Deletes the effect and puts its result into the agent's mailbox, in one transaction. A claim that
   * has ended counts until somebody else takes the effect up.
   */
  readonly settleEffect: (settled: {
    readonly id: string;
    readonly claim: string;
    readonly kind: string;
    readonly body: Uint8Array;
    readonly release: number;
  }) => Promise<Settled>;
  /** Gives the claim back; the effect is due again after the wait. */
  readonly deferEffect: (deferred: {
    readonly id: string;
    readonly claim: string;
    readonly waitMs: number;
  }) => Promise<boolean>;
}

/** Live events after a place, and how far there are any. */
export interface LiveHead {
  readonly events: readonly LiveRow[];
  /** The last `seq` there is; `after` beyond it means the reader knows more than we do: reset. */
  readonly head: number;
}

/** An agent in the operators' list. */
export interface AgentSummary {
  readonly address: Address;
  readonly role: string;
  readonly phase: string;
  readonly version: number;
  readonly turnedAt: Instant;
  readonly mailDepth: number;
  /** When its oldest message was written; `null` with an empty mailbox. */
  readonly oldestMailAt: Instant | null;
}

/** A message that was set aside, and why. */
export interface QuarantinedMessage {
  readonly id: string;
  readonly address: Address;
  readonly seq: number | null;
  readonly sender: string;
  readonly kind: string;
  readonly body: Uint8Array;
  readonly trace: string;
  readonly error: string;
  readonly stack: string;
  readonly attempt: number;
  readonly at: Instant;
}

/** What an operator may see and do. */
export interface InspectionPort {
  /** Ordered by address, after `after`. `stuckMs` keeps only agents whose oldest message is older than that. */
  readonly agents: (wish: {
    readonly role?: string;
    readonly phase?: string;
    readonly stuckMs?: number;
    readonly after?: string;
    readonly limit: number;
  }) => Promise<readonly AgentSummary[]>;
  readonly quarantine: (wish: {
    readonly address?: Address;
    readonly after?: string;
    readonly limit: number;
  }) => Promise<readonly QuarantinedMessage[]>;
  /** Appends a new message that names the old one, and clears the quarantine row. `false` when it is gone. */
  readonly replayQuarantined: (wish: {
    readonly id: string;
    readonly by: string;
  }) => Promise<boolean>;
  readonly dropQuarantined: (wish: {
    readonly id: string;
    readonly by: string;
  }) => Promise<boolean>;
  /** An agent's events in order, after a version. */
  readonly history: (wish: {
    readonly address: Address;
    readonly afterVersion: number;
    readonly limit: number;
  }) => Promise<readonly EventRow[]>;
}

/**
 * The truth: agents, mailboxes, timers, effects, receipts and views. Real PostgreSQL and the memory
 * twin sit one exam (`journal.exam.ts`).
 */
export interface Journal extends RosterPort, EffectPort, InspectionPort {
  /**
   * Commits many turns at once, whole or not at all, fenced by the node's row and each agent's version.
   * `lane` names a share of the agents; its commits never overlap. Rejects with a `CommitFault` only.
   */
  readonly commit: (commit: {
    readonly incarnation: string;
    readonly lane: number;
    readonly batch: Batch;
  }) => Promise<CommitOutcome>;
  /** States of those that exist, in any order. */
  readonly states: (addresses: readonly Address[]) => Promise<readonly StoredAgent[]>;
  /** Mailboxes, one for each address asked, also when empty. All from one snapshot. */
  readonly mailboxes: (wish: {
    readonly addresses: readonly Address[];
    readonly max: number;
  }) => Promise<readonly Mailbox[]>;
  /** Receivers with mail in these partitions, ordered, after an address: for a node that has just acquired them. */
  readonly waiting: (wish: {
    readonly partitions: readonly number[];
    readonly after?: Address;
    readonly limit: number;
  }) => Promise<readonly Address[]>;
  /**
   * Mail in these partitions that the cursor has not passed. The cursor passes a number only when every
   * transaction that could still bring a smaller one has ended, so nothing slips behind it; an arrival may
   * be told more than once. Start without a cursor at the moment of acquisition: `waiting` finds the rest.
   */
  readonly sweep: (wish: {
    readonly partitions: readonly number[];
    readonly cursor?: SweepCursor;
    readonly limit: number;
  }) => Promise<{
    readonly arrivals: readonly Arrival[];
    readonly cursor: SweepCursor;
    readonly now: Instant;
  }>;
  /** Timers due until then, soonest first, then by address and name, after a place in that order. */
  readonly timers: (wish: {
    readonly partitions: readonly number[];
    readonly until: Instant;
    readonly after?: TimerRow;
    readonly limit: number;
  }) => Promise<readonly TimerRow[]>;
  /** All timers of some agents: after a batch was given up, to know again what is set. */
  readonly timersOf: (addresses: readonly Address[]) => Promise<readonly TimerRow[]>;
  /**
   * Claims keys of commands before they are sent anywhere, for those whose address was just minted: the
   * first address counts. Answers in the order asked.
   */
  readonly claimReceipts: (claims: readonly ReceiptClaim[]) => Promise<readonly Receipt[]>;
  readonly receipts: (keys: readonly ReceiptKey[]) => Promise<readonly Receipt[]>;
  /** Live events of one topic and audience after a `seq`, at most `limit`, and the head. */
  readonly liveSince: (wish: {
    readonly topic: Address;
    readonly audience: string;
    readonly after: number;
    readonly limit: number;
  }) => Promise<LiveHead>;
  /** Live configuration: role → settings. */
  readonly settings: () => Promise<Readonly<Record<string, Readonly<Record<string, Json>>>>>;
  readonly saveSettings: (wish: {
    readonly role: string;
    readonly settings: Readonly<Record<string, Json>>;
    readonly by: string;
  }) => Promise<void>;
  /** Marks an input that a watchdog caught (`mail 17`, `timer expiry 3`): it will be set aside, not run again. */
  readonly suspect: (mark: {
    readonly address: Address;
    readonly item: string;
    readonly why: string;
  }) => Promise<void>;
  /** Housekeeping that any node may do at any time: partitions of time made ahead, what is past its keep dropped. */
  readonly tidyUp: () => Promise<void>;
}
