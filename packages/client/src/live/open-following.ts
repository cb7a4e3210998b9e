import type { MsafaraProblem } from "../msafara-problem.ts";
import type { Told } from "./live-event.ts";

/** Events that wait for their reader; beyond them he is brought up to date by the server. */
const WAITING_MAX = 1_000;

/** One who follows a topic: read it with `for await`, which ends the following when it is left. */
export interface Following<Kind = Told> extends AsyncIterable<Kind> {
  /** Resolves once followed, to the last number there was: whatever comes later will be told. */
  readonly began: () => Promise<number>;
  readonly end: () => void;
}

/** The side of a following that is fed. */
export interface Feeding {
  readonly begin: (seq: number) => void;
  /** False when there is no room: the same is to be told again after `hungry` was called. */
  readonly feed: (told: Told) => boolean;
  readonly fail: (problem: MsafaraProblem) => void;
}

/** Who is told of what happens at the reader's side. */
interface FollowingParts {
  readonly left: () => void;
  readonly hungry: () => void;
}

/** What waits between a topic and its reader. */
interface Queue {
  readonly waiting: Told[];
  isOver: boolean;
  wasFull: boolean;
  problem?: MsafaraProblem;
  seq?: number;
  /** Whoever waits for something to change. */
  readonly wakes: Set<() => void>;
}

/** Opens a queue between a topic and its reader: bounded, and in order. */
export function openFollowing({ left, hungry }: FollowingParts): Following & Feeding {
  const queue: Queue = { waiting: [], isOver: false, wasFull: false, wakes: new Set() };
  const end = () => {
    if (queue.isOver) return;
    queue.isOver = true;
    queue.waiting.length = 0;
    wakeAll(queue);
    left();
  };
  const reading = read(queue, { end, hungry });
  return {
    began: () => beginningOf(queue),
    end,
    begin: (seq) => {
      queue.seq ??= seq;
      wakeAll(queue);
    },
    feed: (told) => feed(queue, told),
    fail: (problem) => {
      if (queue.isOver) return;
      queue.problem = problem;
      queue.isOver = true;
      wakeAll(queue);
      left();
    },
    [Symbol.asyncIterator]: () => reading,
  };
}

function feed(queue: Queue, told: Told): boolean {
  const { waiting, isOver } = queue;
  if (isOver) return true;
  // Of places only the latest waits.
  if ("position" in told) waiting.length = 0;
  if (waiting.length >= WAITING_MAX) queue.wasFull = true;
  if (queue.wasFull) return false;
  waiting.push(told);
  wakeAll(queue);
  return true;
}

interface Ends {
  readonly end: () => void;
  readonly hungry: () => void;
}

async function* read(queue: Queue, { end, hungry }: Ends): AsyncGenerator<Told> {
  try {
    for (;;) {
      const told = queue.waiting.shift();
      if (told !== undefined) {
        yield told;
        continue;
      }
      if (queue.problem !== undefined) throw queue.problem;
      if (queue.isOver) return;
      if (queue.wasFull) {
        queue.wasFull = false;
        hungry();
      }
      await change(queue);
    }
  } finally {
    end();
  }
}

async function beginningOf(queue: Queue): Promise<number> {
  while (queue.seq === undefined && !queue.isOver) await change(queue);
  if (queue.problem !== undefined) throw queue.problem;
  return queue.seq ?? 0;
}

function change({ wakes }: Queue): Promise<void> {
  return new Promise((resolve) => void wakes.add(resolve));
}

function wakeAll({ wakes }: Queue): void {
  for (const wake of wakes) wake();
  wakes.clear();
}
