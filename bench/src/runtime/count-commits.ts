import type { Batch, Journal } from "@msafara/runtime";
import { openWaits, type Waits } from "../waits.ts";
import type { Flow } from "./courier-role.ts";
import { nowUs } from "./parcel.ts";

const NOTHING = {
  batches: 0,
  turns: 0,
  agents: 0,
  consumed: 0,
  events: 0,
  mail: 0,
  timers: 0,
  fired: 0,
  views: 0,
  answers: 0,
};

/** What committed batches held, all together. `turns` counts versions: each turn moves one by one. */
export type Written = typeof NOTHING;

/** A journal that is counted. */
export interface CountedJournal {
  readonly journal: Journal;
  readonly written: Written;
  /** From the sending of a parcel until the turn that took it is durable. */
  readonly waits: Waits;
}

/** Counts what is committed, and nothing that was only tried. */
export function countCommits(journal: Journal, flow: Flow): CountedJournal {
  const written = { ...NOTHING };
  const waits = openWaits();
  return {
    written,
    waits,
    journal: {
      ...journal,
      commit: async (wish) => {
        // A batch is drafted and sent without a pause, so these are its parcels and no other's.
        const sentAtUs = flow.decidedSentAtUs;
        flow.decidedSentAtUs = [];
        const outcome = await journal.commit(wish);
        if (outcome.outcome !== "committed") return outcome;
        count(written, wish.batch);
        const durableAtUs = nowUs();
        for (const sent of sentAtUs) waits.add((durableAtUs - sent) / 1_000);
        return outcome;
      },
    },
  };
}

/** What was written between two looks. */
export function writtenSince(before: Written, now: Written): Written {
  return {
    batches: now.batches - before.batches,
    turns: now.turns - before.turns,
    agents: now.agents - before.agents,
    consumed: now.consumed - before.consumed,
    events: now.events - before.events,
    mail: now.mail - before.mail,
    timers: now.timers - before.timers,
    fired: now.fired - before.fired,
    views: now.views - before.views,
    answers: now.answers - before.answers,
  };
}

/** Turns that were taken in the batch that sent their message: no row was written for it. */
export function elidedIn({ turns, consumed, fired, answers }: Written): number {
  return turns - consumed - fired - answers;
}

function count(written: Written, batch: Batch): void {
  written.batches += 1;
  for (const { expected, version } of batch.agents) written.turns += version - expected;
  written.agents += batch.agents.length;
  written.consumed += batch.consumed.length;
  written.events += batch.events.length;
  written.mail += batch.mail.length;
  written.timers += batch.timers.length;
  written.fired += batch.fired.length;
  written.views += batch.views.length;
  written.answers += batch.answers.length;
}
