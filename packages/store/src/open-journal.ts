import type { World } from "@msafara/kernel";
import type { Journal } from "@msafara/runtime";
import { Kysely, PostgresDialect } from "kysely";
import { listAgents } from "./agent/list-agents.ts";
import { readHistory } from "./agent/read-history.ts";
import { readStates } from "./agent/read-states.ts";
import { commitBatch } from "./commit/commit-batch.ts";
import { openLanes } from "./commit/lanes.ts";
import { openPool } from "./connection/open-pool.ts";
import type { Schema } from "./connection/schema.ts";
import { toFault } from "./connection/to-fault.ts";
import { claimEffects } from "./effect/claim-effects.ts";
import { deferEffect } from "./effect/defer-effect.ts";
import { settleEffect } from "./effect/settle-effect.ts";
import { readLive } from "./live/read-live.ts";
import { listWaiting } from "./mailbox/list-waiting.ts";
import { markSuspect } from "./mailbox/mark-suspect.ts";
import { readMailboxes } from "./mailbox/read-mailboxes.ts";
import { sweepMail } from "./mailbox/sweep-mail.ts";
import { dropQuarantined } from "./quarantine/drop-quarantined.ts";
import { listQuarantine } from "./quarantine/list-quarantine.ts";
import { replayQuarantined } from "./quarantine/replay-quarantined.ts";
import { claimReceipts } from "./receipt/claim-receipts.ts";
import { readReceipts } from "./receipt/read-receipts.ts";
import { buryNodes } from "./roster/bury-nodes.ts";
import { claimPartitions } from "./roster/claim-partitions.ts";
import { joinNode } from "./roster/join-node.ts";
import { leaveNode } from "./roster/leave-node.ts";
import { readPlacement } from "./roster/read-placement.ts";
import { releasePartitions } from "./roster/release-partitions.ts";
import { renewLease } from "./roster/renew-lease.ts";
import { readSettings } from "./setting/read-settings.ts";
import { saveSettings } from "./setting/save-settings.ts";
import { tidyUp } from "./tidy-up.ts";
import { readTimers, readTimersOf } from "./timer/read-timers.ts";

/** A journal that holds connections. */
export interface OpenJournal extends Journal {
  readonly close: () => Promise<void>;
}

export interface JournalOptions {
  readonly connectionString: string;
  readonly world: World;
  /** Connections for everything but commits; each lane has one of its own besides. */
  readonly questionsMax?: number;
  readonly connectMs?: number;
  /** How long the server may work on one commit, or wait for another's. */
  readonly statementMs?: number;
  /** How long a commit may wait for a row. */
  readonly lockMs?: number;
}

/** A burial waits as long as a commit may take, and must have time left to bury. */
const BURIALS_PER_QUESTION = 3;

/** Opens the journal over a migrated database. It connects when it is first asked. */
export function openJournal(options: JournalOptions): OpenJournal {
  const { connectionString, world } = options;
  const { connectMs = 5_000, statementMs = 10_000, lockMs = 5_000, questionsMax = 8 } = options;
  const limits = { connectMs, statementMs, lockMs };
  const lanes = openLanes({ connectionString, world, limits });
  const pool = openPool({
    connectionString,
    max: questionsMax,
    connectMs,
    lockMs: statementMs,
    statementMs: BURIALS_PER_QUESTION * statementMs,
  });
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  return {
    commit: (commit) => commitBatch(lanes, commit),
    ...withFaults({
      join: (node) => joinNode(db, node),
      renew: (lease) => renewLease(db, lease),
      leave: async (incarnation) => {
        await leaveNode(db, incarnation);
        await lanes.closeOf(incarnation);
      },
      bury: () => buryNodes(db, { patienceMs: statementMs }),
      placement: () => readPlacement(db),
      claim: (wish) => claimPartitions(db, wish),
      release: (wish) => releasePartitions(db, wish),
      states: (addresses) => readStates(db, addresses),
      mailboxes: (wish) => readMailboxes(db, wish),
      waiting: (wish) => listWaiting(db, wish),
      sweep: (wish) => sweepMail(db, world, wish),
      suspect: (mark) => markSuspect(db, mark),
      timers: (wish) => readTimers(db, wish),
      timersOf: (addresses) => readTimersOf(db, addresses),
      claimReceipts: (claims) => claimReceipts(db, claims),
      receipts: (keys) => readReceipts(db, keys),
      claimEffects: (wish) => claimEffects(db, wish),
      settleEffect: (settled) => settleEffect(db, settled),
      deferEffect: (deferred) => deferEffect(db, deferred),
      liveSince: (wish) => readLive(db, wish),
      agents: (wish) => listAgents(db, wish),
      history: (wish) => readHistory(db, wish),
      quarantine: (wish) => listQuarantine(db, wish),
      replayQuarantined: (wish) => replayQuarantined(db, wish),
      dropQuarantined: (wish) => dropQuarantined(db, wish),
      settings: () => readSettings(db),
      saveSettings: (wish) => saveSettings(db, wish),
      tidyUp: () => tidyUp(db),
    }),
    close: async () => {
      await lanes.close();
      await db.destroy();
    },
  };
}

/** Everything but commits fails with a `Fault`, which says what was being asked. */
function withFaults(questions: Omit<Journal, "commit">): Omit<Journal, "commit"> {
  const wrapped = Object.entries(questions).map(([name, question]) => [
    name,
    async (...wishes: never[]) => {
      try {
        // Each question is called with exactly what it was asked; only the error changes.
        return await (question as (...wishes: never[]) => Promise<unknown>)(...wishes);
      } catch (error) {
        throw toFault(name, error);
      }
    },
  ]);
  return Object.fromEntries(wrapped) as Omit<Journal, "commit">;
}
