import type { Address, Batch, CommitOutcome, LiveRow } from "@msafara/runtime";
import { liveId, type MemoryDatabase, receiptId } from "@msafara/runtime/memory";
import type { Plant } from "./plants.ts";

type Wish = { readonly incarnation: string; readonly lane: number; readonly batch: Batch };

/** Nobody looks at the node's row, at versions or at counts: the last writer wins. */
export function fenceRemoved(database: MemoryDatabase): Plant {
  return (journal) => ({
    ...journal,
    commit: async (wish) => {
      let outcome: CommitOutcome = { outcome: "fenced" };
      // The forged batch travels, and what it was forged for may have moved on by then.
      for (let tries = 0; tries < 8 && outcome.outcome !== "committed"; tries++) {
        outcome = await journal.commit(forge(database, wish));
      }
      return outcome;
    },
  });
}

/** The batch as it would have to be, so that every check passes. */
function forge({ tables }: MemoryDatabase, { incarnation, lane, batch }: Wish): Wish {
  const shift = new Map(
    batch.agents.map(({ address, expected }) => [
      address,
      (tables.agents.get(address)?.version ?? 0) - expected,
    ]),
  );
  const by = (address: Address) => shift.get(address) ?? 0;
  const [anybody = incarnation] = tables.nodes.keys();
  return {
    incarnation: tables.nodes.has(incarnation) ? incarnation : anybody,
    lane,
    batch: {
      ...batch,
      agents: batch.agents.map((write) => ({
        ...write,
        expected: write.expected + by(write.address),
        version: write.version + by(write.address),
      })),
      events: batch.events.map((event) => ({
        ...event,
        version: event.version + by(event.address),
      })),
      consumed: batch.consumed.filter(
        ({ receiver, seq }) => tables.mail.find(receiver, seq) !== undefined,
      ),
      fired: batch.fired.flatMap(({ address, name }) => tables.timers.find(address, name) ?? []),
      answers: batch.answers.filter((answer) => {
        const receipt = tables.receipts.get(receiptId(answer));
        return receipt?.answer === undefined;
      }),
      live: [...Map.groupBy(batch.live, liveId)].flatMap(([id, rows]) =>
        appended(tables.live.get(id), rows),
      ),
    },
  };
}

function appended(
  there: readonly LiveRow[] | undefined,
  rows: readonly LiveRow[],
): readonly LiveRow[] {
  const last = there?.at(-1)?.seq ?? 0;
  return rows.map((row, i) => ({ ...row, seq: last + 1 + i }));
}
