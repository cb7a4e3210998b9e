/** Beyond these a caller is told to come back, or a turn is a bug; never an out-of-memory (G8). */
export interface Limits {
  /** Turns in one commit. */
  readonly batchTurns: number;
  /** Milliseconds of deciding after which a batch is sent although more turns are ready. */
  readonly batchDecideMs: number;
  readonly sendsPerTurn: number;
  readonly bodyBytes: number;
  readonly stateBytes: number;
  /** How long a chain of messages may grow from the command or timer that began it. */
  readonly causalDepth: number;
  readonly residents: number;
  /** Messages of one agent held in memory; the rest waits in its mailbox table. */
  readonly mailWindow: number;
  /** Commands waiting for one agent, beyond which the edge answers 503: what two batches decide. */
  readonly callsPerAgent: number;
  readonly callsPerNode: number;
  readonly idleMs: number;
  /** A node's lease; a dead node's agents wait about this long. */
  readonly leaseMs: number;
  readonly sweepMs: number;
  /** Timers due within this time are held in memory. */
  readonly timerHorizonMs: number;
  readonly overdueTimersPerSweep: number;
  /**
   * A turn that takes longer costs its node. Well below the lease: it must be written down before
   * others take over, or the same input costs them too.
   */
  readonly turnMs: number;
  /** Batches that are committed side by side, each over a connection of its own. */
  readonly lanes: number;
}

/** What a node starts with; a few have no reason to be touched outside tests. */
export const LIMITS: Limits = {
  batchTurns: 500,
  batchDecideMs: 10,
  sendsPerTurn: 500,
  bodyBytes: 262_144,
  stateBytes: 1_048_576,
  causalDepth: 10_000,
  residents: 20_000,
  mailWindow: 200,
  callsPerAgent: 1_000,
  callsPerNode: 10_000,
  idleMs: 1_800_000,
  leaseMs: 3_000,
  sweepMs: 1_000,
  timerHorizonMs: 60_000,
  overdueTimersPerSweep: 2_000,
  turnMs: 1_000,
  lanes: 4,
};
