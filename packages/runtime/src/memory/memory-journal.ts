import { assert, type World } from "@msafara/kernel";
import { CommitFault, type CommitOutcome, type Journal } from "../ports/journal.ts";
import { applyBatch, locksOf } from "./apply-batch.ts";
import { checkBatch } from "./check-batch.ts";
import { type CopiedBatch, copyBatch } from "./copy-batch.ts";
import { type Fate, type JournalFaults, openJournalWire, type Wire } from "./journal-wire.ts";
import type { MemoryDatabase } from "./memory-database.ts";
import { memoryEffects } from "./memory-effects.ts";
import { memoryInspection } from "./memory-inspection.ts";
import { memoryReads } from "./memory-reads.ts";
import { memoryReceipts } from "./memory-receipts.ts";
import { memoryRoster } from "./memory-roster.ts";
import { memorySettings } from "./memory-settings.ts";

/** What the parts of a journal share. */
export interface Desk {
  readonly database: MemoryDatabase;
  readonly wire: Wire;
}

/**
 * A journal in memory, for one node: the twin of the real one, and never kinder. Give it faults to
 * have it behave as badly as a database over a network may.
 */
export function openMemoryJournal(
  database: MemoryDatabase,
  { world, faults }: { readonly world: World; readonly faults?: JournalFaults },
): Journal {
  const wire = openJournalWire({ near: world, far: database.world, faults });
  const desk: Desk = { database, wire };
  return {
    commit: openCommit(desk),
    ...memoryReads(desk),
    ...memoryReceipts(desk),
    ...memoryRoster(desk),
    ...memoryEffects(desk),
    ...memoryInspection(desk),
    ...memorySettings(desk),
  };
}

function openCommit({ database, wire }: Desk): Journal["commit"] {
  const busy = new Set<number>();
  return async ({ incarnation, lane, batch }) => {
    assert(!busy.has(lane), "calls on one lane never overlap");
    busy.add(lane);
    const copied = copyBatch(batch);
    try {
      return await wire.commit((fate) =>
        commitBatch({ database, wire }, { incarnation, batch: copied, fate }),
      );
    } finally {
      busy.delete(lane);
    }
  };
}

async function commitBatch(
  { database, wire }: Desk,
  {
    incarnation,
    batch,
    fate,
  }: { readonly incarnation: string; readonly batch: CopiedBatch; readonly fate: Fate },
): Promise<CommitOutcome> {
  const ending = await database.transactions.transact<CommitOutcome>({
    incarnation,
    locks: () => locksOf(batch),
    check: () => checkBatch(database, incarnation, batch),
    seqCount: batch.mail.length,
    apply: (seqs) => {
      const at = applyBatch(database, batch, seqs);
      return { outcome: "committed", seqs, at };
    },
    hold: wire.holdOf(fate),
  });
  if (fate.isUnknown)
    throw new CommitFault("unknown", "The connection broke before the answer came");
  if (ending.undone) throw new CommitFault("retry", "Undone after a deadlock");
  return ending.answer;
}
