import type { World } from "@msafara/kernel";
import type { EffectPort, InspectionPort, Journal, RosterPort } from "@msafara/runtime";
import { Kysely, PostgresDialect } from "kysely";
import type { Pool } from "pg";
import { listAgents } from "./agent/list-agents.ts";
import { readHistory } from "./agent/read-history.ts";
import { readStates } from "./agent/read-states.ts";
import { commitBatch } from "./commit/commit-batch.ts";
import { type Lanes, openLanes } from "./commit/lanes.ts";
import { openPool } from "./connection/open-pool.ts";
import type { Schema } from "./connection/schema.ts";
import { asked } from "./connection/asked.ts";
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

/** How a journal reaches its database, and how long it waits for it. */
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
  /** How long a burial waits for a commit of the dead before it ends it: it is there whole or never. */
  readonly buryMs?: number;
  /** What an answer may take beyond that to find its way to us, before its commit is given up. */
  readonly graceMs?: number;
}

const QUESTIONS_MAX = 8;
/** A burial waits as long as a commit may take, and must have time left to bury. */
const BURIALS_PER_QUESTION = 3;

/** Opens the journal over a migrated database. It connects when it is first asked. */
export function openJournal(options: JournalOptions): OpenJournal {
  const { connectionString, world } = options;
  const { connectMs = 5_000, statementMs = 10_000, lockMs = 5_000, graceMs = 5_000 } = options;
  const { buryMs = 1_000 } = options;
  const limits = { connectMs, statementMs, lockMs, graceMs };
  const lanes = openLanes({ connectionString, world, limits });
  const pool = openPool({
    connectionString,
    max: options.questionsMax ?? QUESTIONS_MAX,
    connectMs,
    lockMs: statementMs,
    statementMs: BURIALS_PER_QUESTION * statementMs,
  });
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  let closed: Promise<void> | undefined;
  async function close(): Promise<void> {
    await lanes.close();
    // Not the dialect's way, which leaves a pool alone that was never asked.
    await pool.end();
  }
  return {
    commit: (commit) => commitBatch(lanes, commit),
    ...openRoster(db, lanes, { patienceMs: buryMs }),
    ...openEffects(db),
    ...openInspection(db),
    ...openReads({ db, pool }, world),
    ...openNotes({ db, pool }),
    close: () => (closed ??= close()),
  };
}

function openRoster(
  db: Kysely<Schema>,
  lanes: Lanes,
  burial: { readonly patienceMs: number },
): RosterPort {
  return {
    join: asked((node) => joinNode(db, node)),
    renew: asked((lease) => renewLease(db, lease)),
    leave: asked(async (incarnation) => {
      await leaveNode(db, incarnation);
      await lanes.closeOf(incarnation);
    }),
    bury: asked(() => buryNodes(db, burial)),
    placement: asked(() => readPlacement(db)),
    claim: asked((wish) => claimPartitions(db, wish)),
    release: asked((wish) => releasePartitions(db, wish)),
  };
}

function openEffects(db: Kysely<Schema>): EffectPort {
  return {
    claimEffects: asked((wish) => claimEffects(db, wish)),
    settleEffect: asked((settled) => settleEffect(db, settled)),
    deferEffect: asked((deferred) => deferEffect(db, deferred)),
  };
}

function openInspection(db: Kysely<Schema>): InspectionPort {
  return {
    agents: asked((wish) => listAgents(db, wish)),
    history: asked((wish) => readHistory(db, wish)),
    quarantine: asked((wish) => listQuarantine(db, wish)),
    replayQuarantined: asked((wish) => replayQuarantined(db, wish)),
    dropQuarantined: asked((wish) => dropQuarantined(db, wish)),
  };
}

/** Most questions are put together by kysely; those that turns wait for are prepared, straight on the pool. */
interface Doors {
  readonly db: Kysely<Schema>;
  readonly pool: Pool;
}

type Reads = "states" | "mailboxes" | "waiting" | "sweep" | "timers" | "timersOf" | "liveSince";

function openReads({ db, pool }: Doors, world: World): Pick<Journal, Reads> {
  return {
    states: asked((addresses) => readStates(pool, addresses)),
    mailboxes: asked((wish) => readMailboxes(pool, wish)),
    waiting: asked((wish) => listWaiting(db, wish)),
    sweep: asked((wish) => sweepMail(db, world, wish)),
    timers: asked((wish) => readTimers(db, wish)),
    timersOf: asked((addresses) => readTimersOf(db, addresses)),
    liveSince: asked((wish) => readLive(db, wish)),
  };
}

type Notes = "claimReceipts" | "receipts" | "suspect" | "settings" | "saveSettings" | "tidyUp";

function openNotes({ db, pool }: Doors): Pick<Journal, Notes> {
  return {
    claimReceipts: asked((claims) => claimReceipts(pool, claims)),
    receipts: asked((keys) => readReceipts(db, keys)),
    suspect: asked((mark) => markSuspect(db, mark)),
    settings: asked(() => readSettings(db)),
    saveSettings: asked((wish) => saveSettings(db, wish)),
    tidyUp: asked(() => tidyUp(db)),
  };
}
