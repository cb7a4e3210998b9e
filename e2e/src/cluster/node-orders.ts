import type { Limits, NodeStats } from "@msafara/runtime";

/** Everything a node process must know, as one argument. */
export interface NodeOrders {
  readonly name: string;
  readonly postgresUrl: string;
  readonly redisUrl: string;
  /** Stands before every channel, so that several clusters may share one Redis. */
  readonly prefix: string;
  readonly bankUrl: string;
  /** Which release of the toy roles it plays. */
  readonly release: 1 | 2;
  /** Adds the role that never returns, and a watchdog that ends such turns after this time. */
  readonly pitTurnMs?: number;
  readonly limits?: Partial<Limits>;
  /** How long a worker's claim on an effect lasts. */
  readonly claimMs: number;
}

/** What a node process tells whoever spawned it. */
export type NodeWord =
  | { readonly told: "started"; readonly incarnation: string }
  | {
      readonly told: "stats";
      readonly rssBytes: number;
      readonly turns: number;
      readonly batches: number;
      readonly stats: NodeStats;
    }
  | { readonly told: "trouble"; readonly what: string; readonly error: string }
  | { readonly told: "quarantined"; readonly address: string; readonly error: string };

/** How a node process ends when nothing is wrong with the code. */
export const NODE_EXIT = {
  /** Asked to stop, and left in good order. */
  stopped: 0,
  /** Whoever spawned it is gone. */
  orphaned: 70,
  /** Others have taken over; a supervisor starts it anew. */
  lost: 75,
  /** Database or bus were not there to begin with. */
  notStarted: 76,
} as const;
