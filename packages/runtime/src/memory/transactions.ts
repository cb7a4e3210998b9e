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
export type Ending<Answer> =
  | { readonly answer: Answer; readonly undone?: never }
  | { readonly undone: true };

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

interface Ledger {
  readonly inFlight: Set<Transaction>;
  readonly locked: Map<string, Transaction>;
  readonly gates: Gate[];
  nextSeq: number;
}

interface Gate {
  readonly reach: () => void;
  readonly opened: Promise<void>;
}

/** None so far; the first number is 1. */
export function openTransactions(): Transactions {
  const ledger: Ledger = { inFlight: new Set(), locked: new Map(), gates: [], nextSeq: 1 };
  const { inFlight, locked, gates } = ledger;
  return {
    transact: (work) => transact(ledger, work),
    horizon: () => {
      let lowest = ledger.nextSeq;
      for (const { firstSeq } of inFlight) lowest = Math.min(lowest, firstSeq);
      return lowest;
    },
    inFlightOf: (incarnation) =>
      [...inFlight].filter((transaction) => transaction.incarnation === incarnation),
    isLocked: (lock) => locked.has(lock),
    holdNext: () => {
      const reached = Promise.withResolvers<void>();
      const opened = Promise.withResolvers<void>();
      gates.push({ reach: reached.resolve, opened: opened.promise });
      return { held: reached.promise, letGo: opened.resolve };
    },
  };
}

async function transact<Answer>(ledger: Ledger, work: Work<Answer>): Promise<Ending<Answer>> {
  const gate = ledger.gates.shift();
  const isHeld = gate !== undefined || work.hold !== undefined;
  // While nobody else is in flight there is nobody to wait for.
  const locks = isHeld || ledger.inFlight.size > 0 ? work.locks() : [];
  // After each wait everything is looked at anew, as READ COMMITTED does.
  for (let holder = holderOf(ledger, locks); holder; holder = holderOf(ledger, locks)) {
    await holder.ended;
  }
  const refused = work.check();
  if (refused !== undefined) return { answer: refused };
  const firstSeq = ledger.nextSeq;
  const seqs = Array.from({ length: work.seqCount }, () => ledger.nextSeq++);
  if (!isHeld) return { answer: work.apply(seqs) };
  const end = begin(ledger, { incarnation: work.incarnation, firstSeq, locks });
  const verdict = await standOpen(work, gate);
  // Those who wait for our locks run only after this turn, hence after we have written.
  end();
  return verdict === "rollback" ? { undone: true } : { answer: work.apply(seqs) };
}

async function standOpen<Answer>(
  work: Work<Answer>,
  gate: Gate | undefined,
): Promise<"commit" | "rollback"> {
  gate?.reach();
  await gate?.opened;
  return work.hold === undefined ? "commit" : work.hold();
}

function begin(
  { inFlight, locked }: Ledger,
  { incarnation, firstSeq, locks }: Omit<Transaction, "ended">,
): () => void {
  const ended = Promise.withResolvers<void>();
  const transaction: Transaction = { firstSeq, incarnation, locks, ended: ended.promise };
  inFlight.add(transaction);
  for (const lock of locks) locked.set(lock, transaction);
  return () => {
    for (const lock of locks) locked.delete(lock);
    inFlight.delete(transaction);
    ended.resolve();
  };
}

function holderOf({ locked }: Ledger, locks: readonly string[]): Transaction | undefined {
  for (const lock of locks) {
    const holder = locked.get(lock);
    if (holder !== undefined) return holder;
  }
  return undefined;
}
