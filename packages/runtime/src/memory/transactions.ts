/** A transaction between its first statement and its end; what it wrote is not visible yet. */
export interface Transaction {
  /** The first number that it may have drawn; what comes later draws bigger ones. */
  readonly firstSeq: number;
  /** The node whose row it holds; nobody deletes that row before the end. */
  readonly incarnation: string | undefined;
  readonly locks: readonly string[];
  /** Resolves with the end, whichever it is. */
  readonly ended: Promise<void>;
}

/** How a transaction goes about its work. */
export interface Work<Answer> {
  readonly incarnation?: string;
  /** Names of the rows that are locked from the first statement to the end. */
  readonly locks: () => readonly string[];
  /** Looks whether it can be done at all; run again after it had to wait for a lock. */
  readonly check: () => Answer | undefined;
  /** How many numbers it draws. */
  readonly seqCount: number;
  /** Writes everything, at one stroke. */
  readonly apply: (seqs: readonly number[]) => Answer;
  /** Present: the transaction stays open until this resolves, and is undone when it says so. */
  readonly hold?: (() => Promise<"commit" | "rollback">) | undefined;
}

/** What came of it; `undone` when it was rolled back. */
export type Ending<Answer> = { readonly answer: Answer; readonly undone?: never } | { readonly undone: true };

/** Runs transactions that may overlap. Numbers come from one sequence; rolled back, they leave gaps. */
export interface Transactions {
  readonly transact: <Answer>(work: Work<Answer>) => Promise<Ending<Answer>>;
  /** The number below which nothing can become visible any more. */
  readonly horizon: () => number;
  /** Transactions that hold a node's row. */
  readonly inFlightOf: (incarnation: string) => readonly Transaction[];
  readonly isLocked: (lock: string) => boolean;
  /** Keeps the next transaction that writes open until it is let go. */
  readonly holdNext: () => HeldCommit;
}

/** A commit that stands between its numbers and its end. */
export interface HeldCommit {
  /** Resolves when it stands there. */
  readonly held: Promise<void>;
  readonly letGo: () => void;
}

/** None so far; the first number is 1. */
export function openTransactions(): Transactions {
  const inFlight = new Set<Transaction>();
  const locked = new Map<string, Transaction>();
  const gates: { readonly reach: () => void; readonly opened: Promise<void> }[] = [];
  let nextSeq = 1;

  function drawSeqs(count: number): readonly number[] {
    const first = nextSeq;
    nextSeq += count;
    return Array.from({ length: count }, (_, i) => first + i);
  }

  /** The fast way: nobody is in flight and nothing holds us open, so locks would be locked for nobody. */
  function atOnce<Answer>(work: Work<Answer>): Ending<Answer> {
    const refused = work.check();
    return { answer: refused ?? work.apply(drawSeqs(work.seqCount)) };
  }

  async function transact<Answer>(work: Work<Answer>): Promise<Ending<Answer>> {
    const gate = gates.shift();
    if (inFlight.size === 0 && work.hold === undefined && gate === undefined) return atOnce(work);
    const locks = work.locks();
    // After each wait everything is looked at anew, as READ COMMITTED does.
    for (let holder = holderOf(locks); holder !== undefined; holder = holderOf(locks)) await holder.ended;
    const refused = work.check();
    if (refused !== undefined) return { answer: refused };
    const firstSeq = nextSeq;
    const seqs = drawSeqs(work.seqCount);
    if (gate === undefined && work.hold === undefined) return { answer: work.apply(seqs) };
    const { end, transaction } = begin(work.incarnation, firstSeq, locks);
    gate?.reach();
    await gate?.opened;
    const verdict = (await work.hold?.()) ?? "commit";
    end();
    // The ones that wait for our locks run only after this turn, hence after we have written.
    inFlight.delete(transaction);
    return verdict === "rollback" ? { undone: true } : { answer: work.apply(seqs) };
  }

  function begin(incarnation: string | undefined, firstSeq: number, locks: readonly string[]) {
    const ended = Promise.withResolvers<void>();
    const transaction: Transaction = { firstSeq, incarnation, locks, ended: ended.promise };
    inFlight.add(transaction);
    for (const lock of locks) locked.set(lock, transaction);
    const end = () => {
      for (const lock of locks) locked.delete(lock);
      ended.resolve();
    };
    return { transaction, end };
  }

  function holderOf(locks: readonly string[]): Transaction | undefined {
    if (locked.size === 0) return undefined;
    const held = locks.find((lock) => locked.has(lock));
    return held === undefined ? undefined : locked.get(held);
  }

  return {
    transact,
    horizon: () => [...inFlight].reduce((lowest, { firstSeq }) => Math.min(lowest, firstSeq), nextSeq),
    inFlightOf: (incarnation) => [...inFlight].filter((transaction) => transaction.incarnation === incarnation),
    isLocked: (lock) => locked.has(lock),
    holdNext: () => {
      const reached = Promise.withResolvers<void>();
      const opened = Promise.withResolvers<void>();
      gates.push({ reach: reached.resolve, opened: opened.promise });
      return { held: reached.promise, letGo: opened.resolve };
    },
  };
}
