import type { Worker } from "node:worker_threads";
import { type Deadlines, Fault, type World } from "@msafara/kernel";
import type { RoadsAnswer, RoadsQuestion } from "./roads-pool.ts";
import type { AnswererSaid, AnswererTold } from "./thread-words.ts";

/** A question that a thread works on, and whom to tell. */
export interface Job {
  readonly question: RoadsQuestion;
  /** How long it may be thought about. */
  readonly withinMs: number;
  readonly resolve: (answer: RoadsAnswer) => void;
  readonly reject: (fault: Fault) => void;
}

/** A place in a crew: there is a thread on it, or one is on its way. */
export interface Seat {
  readonly isFree: () => boolean;
  /** Has the thread work on it. One that thinks too long is ended, and only its own asker hears of it. */
  readonly take: (job: Job) => void;
  readonly tell: (news: Exclude<AnswererTold, { readonly number: number }>) => void;
  readonly close: () => Promise<void>;
}

/** What a seat is made of. */
export interface SeatParts {
  readonly world: World;
  readonly deadlines: Deadlines;
  /** Hires a thread; the one before it has ended. */
  readonly hire: () => Worker;
  /** The thread has nothing to do. */
  readonly idle: () => void;
  /** A thread has ended before it could begin: there is little hope for the next. */
  readonly stillborn: () => void;
  readonly trouble: (fault: Fault) => void;
}

interface Thread {
  readonly worker: Worker;
  /** It has begun, and nobody has ended it. */
  isWell: boolean;
  hasBegun: boolean;
}

const BACKOFF_MS = 200;
const BACKOFF_MS_MAX = 30_000;

/** Opens a seat: whatever becomes of its thread, another one is hired. */
export function openSeat(parts: SeatParts): Seat {
  const { world, deadlines } = parts;
  let job: Job | undefined;
  let callOff: () => void = () => undefined;
  let number = 0;
  const life = keepHired(parts, {
    hear: (thread, said) => {
      if ("answer" in said) finish()?.resolve(said.answer);
      if ("failure" in said) end(thread, failed(said.failure));
      if (thread.isWell) parts.idle();
    },
    gone: () => finish()?.reject(ended("it has died")),
  });

  /** A question is done with, in one way or another. */
  function finish(): Job | undefined {
    const done = job;
    callOff();
    job = undefined;
    return done;
  }

  /** Whatever a thread left on its paper is not to be trusted. */
  function end(thread: Thread, fault: Fault): void {
    thread.isWell = false;
    finish()?.reject(fault);
    parts.trouble(fault);
    void thread.worker.terminate();
  }

  return {
    isFree: () => life.thread()?.isWell === true && job === undefined,
    take: (taken) => {
      const thread = life.thread();
      if (thread === undefined) return taken.reject(ended("it has died"));
      job = taken;
      callOff = deadlines.set(taken.withinMs, () => {
        const { question } = taken.question;
        end(thread, ended(`"${question}" took longer than ${taken.withinMs} ms`));
      });
      number += 1;
      post(thread, { number, question: taken.question, now: world.now() });
    },
    tell: (news) => {
      const thread = life.thread();
      if (thread !== undefined) post(thread, news);
    },
    close: async () => {
      finish()?.reject(roadsClosed());
      await life.close();
    },
  };
}

interface Ears {
  readonly hear: (thread: Thread, said: AnswererSaid) => void;
  readonly gone: () => void;
}

/** Keeps one thread hired. Those that die before they can begin are replaced more and more slowly. */
function keepHired({ world, hire, stillborn, trouble }: SeatParts, { hear, gone }: Ears) {
  const closing = new AbortController();
  let thread: Thread | undefined;
  let failures = 0;

  function begin(): void {
    const own: Thread = { worker: hire(), isWell: false, hasBegun: false };
    thread = own;
    own.worker.on("message", (said: AnswererSaid) => {
      if ("isReady" in said) [own.isWell, own.hasBegun] = [true, true];
      if (own.isWell) hear(own, said);
    });
    own.worker.on("error", (cause) => {
      trouble(new Fault("A thread of the roads has died", { retry: true, cause }));
    });
    own.worker.on("exit", () => void replace(own));
  }

  async function replace({ hasBegun }: Thread): Promise<void> {
    thread = undefined;
    gone();
    failures = hasBegun ? 0 : failures + 1;
    if (failures > 0 && !closing.signal.aborted) {
      stillborn();
      const waitMs = Math.min(BACKOFF_MS_MAX, BACKOFF_MS * 2 ** failures);
      await world.sleep(waitMs, closing.signal);
    }
    if (!closing.signal.aborted) begin();
  }

  begin();
  return {
    thread: () => thread,
    close: async () => {
      closing.abort();
      await thread?.worker.terminate();
    },
  };
}

/** What whoever comes too late, or is still there, is told. */
export function roadsClosed(): Fault {
  return new Fault("The roads are closed", { retry: true, code: "roads-closed" });
}

function post({ worker }: Thread, told: AnswererTold): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A thread has no origin: this is no window.
  worker.postMessage(told);
}

function ended(why: string): Fault {
  const code = "roads-thread-ended";
  return new Fault(`A thread of the roads was ended: ${why}`, { retry: true, code });
}

function failed(why: string): Fault {
  const code = "roads-question-failed";
  return new Fault(`Cannot answer a question on the roads: ${why}`, { retry: false, code });
}
