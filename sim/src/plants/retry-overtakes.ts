import type { CommitOutcome, Journal, Mailbox } from "@msafara/runtime";
import type { Plant } from "./plants.ts";

/** Numbers that no message has by itself. */
const BEHIND_ALL = 1_000_000_000;
const WHOLE = 1_000_000;

type Wish = Parameters<Journal["commit"]>[0];

/** A message whose turn failed stands last in line again, as in a queue that puts retries back. */
export function retryOvertakes(): Plant {
  const shownAs = new Map<number, number>();
  const truth = new Map<number, number>();
  let last = BEHIND_ALL;

  const real = (seq: number) => truth.get(seq) ?? seq;
  const shown = (seq: number) => shownAs.get(seq) ?? seq;
  const putBack = (seq: number) => {
    last += 1;
    shownAs.set(real(seq), last);
    truth.set(last, real(seq));
  };

  async function commit(journal: Journal, wish: Wish): Promise<CommitOutcome> {
    const { batch } = wish;
    const consumed = batch.consumed.map(({ receiver, seq }) => ({ receiver, seq: real(seq) }));
    const putAllBack = () => {
      for (const { seq } of batch.consumed) putBack(seq);
    };
    try {
      const outcome = await journal.commit({ ...wish, batch: { ...batch, consumed } });
      if (outcome.outcome !== "committed") putAllBack();
      return outcome;
    } catch (error) {
      putAllBack();
      throw error;
    }
  }

  function reorder({ mail, ...box }: Mailbox, max: number): Mailbox {
    const told = mail
      .map((one) => ({ ...one, seq: shown(one.seq) }))
      .toSorted((one, other) => one.seq - other.seq);
    return { ...box, mail: told.slice(0, max), more: told.length > max };
  }

  return (journal) => ({
    ...journal,
    commit: async (wish) => commit(journal, wish),
    mailboxes: async ({ addresses, max }) => {
      const boxes = await journal.mailboxes({ addresses, max: WHOLE });
      return boxes.map((box) => reorder(box, max));
    },
    sweep: async (wish) => {
      const swept = await journal.sweep(wish);
      return {
        ...swept,
        arrivals: swept.arrivals.map(({ receiver, seq }) => ({ receiver, seq: shown(seq) })),
      };
    },
  });
}
