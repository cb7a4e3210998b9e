import type { Batch, CommitOutcome, Journal, Mailbox } from "@msafara/runtime";

interface Listener {
  readonly tell: (line: () => string) => void;
  /** Before its outcome is known: what nobody may read should not even be tried. */
  readonly overhear?: (batch: Batch) => void;
}

/**
 * Tells of each batch and each mailbox read, for whoever follows one seed. It stands in every
 * line, also where nobody listens: one microtask more or less would make another day.
 */
export function tellJournal(journal: Journal, { tell, overhear }: Listener): Journal {
  return {
    ...journal,
    commit: async (wish) => {
      overhear?.(wish.batch);
      tell(() => `commits lane ${wish.lane}: ${tersely(wish.batch)}`);
      try {
        const outcome = await journal.commit(wish);
        tell(() => `lane ${wish.lane} ${outcome.outcome}${seqsOf(outcome)}`);
        return outcome;
      } catch (error) {
        tell(() => `lane ${wish.lane} ${error instanceof Error ? error.message : ""}`);
        throw error;
      }
    },
    mailboxes: async (wish) => {
      tell(() => `asks for mail of ${wish.addresses.join(" ")}`);
      const boxes = await journal.mailboxes(wish);
      for (const box of boxes) tell(() => `reads mail of ${box.address}: ${numbers(box)}`);
      return boxes;
    },
    sweep: async (wish) => {
      const swept = await journal.sweep(wish);
      const { arrivals } = swept;
      if (arrivals.length > 0) tell(() => `sweeps up ${arrivals.map(({ seq }) => seq).join(" ")}`);
      return swept;
    },
    claim: async (wish) => {
      const got = await journal.claim(wish);
      tell(() => `claims ${got.length} of ${wish.partitions.length} partitions`);
      return got;
    },
    release: async (wish) => {
      tell(() => `releases ${wish.partitions.length} partitions`);
      await journal.release(wish);
    },
  };
}

function seqsOf(outcome: CommitOutcome): string {
  return outcome.outcome === "committed" ? ` as ${outcome.seqs.join(" ")}` : "";
}

function tersely({ agents, consumed, mail, fired, timers, cancelled, quarantined }: Batch): string {
  return [
    ...agents.map(({ address, expected, version }) => `${address} v${expected}→${version}`),
    ...consumed.map(({ receiver, seq }) => `−${receiver} ${seq}`),
    ...mail.map(({ receiver, sender, kind }) => `+${receiver} ${kind} from ${sender}`),
    ...fired.map(({ address, name, generation }) => `rang ${address} ${name} ${generation}`),
    ...timers.map(({ address, name, generation }) => `set ${address} ${name} ${generation}`),
    ...cancelled.map(({ address, name }) => `cancelled ${address} ${name}`),
    ...quarantined.map(({ address, kind }) => `set aside ${address} ${kind}`),
  ].join(", ");
}

function numbers({ mail, more }: Mailbox): string {
  return `${mail.map(({ seq, kind }) => `${seq} ${kind}`).join(", ")}${more ? " and more" : ""}`;
}
