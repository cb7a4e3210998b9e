import type { Worker } from "node:worker_threads";
import { Fault, openDeadlines, refuse, type Refusal, type World } from "@msafara/kernel";
import { type Job, openSeat, roadsClosed, type Seat } from "./open-seat.ts";
import type { RoadsAnswer, RoadsQuestion } from "./roads-pool.ts";
import { openWaitLines, type Waiter } from "./wait-lines.ts";

/** How a question is to be treated. */
export interface Patience extends Waiter {
  /** How long it may wait for a thread; whoever asked has given up by then. */
  readonly waitMs: number;
  /** How long a thread may think about it. */
  readonly withinMs: number;
}

/** Threads that answer, and whoever waits for them. */
export interface Crew {
  readonly ask: (question: RoadsQuestion, patience: Patience) => Promise<RoadsAnswer>;
  readonly tell: Seat["tell"];
  /** Resolves when all are ready for the first time; rejects when one of them cannot be. */
  readonly ready: Promise<void>;
  readonly close: () => Promise<void>;
}

/** What a crew is made of. */
export interface CrewParts {
  readonly world: World;
  readonly seats: number;
  /** How many may wait in each line. */
  readonly waitingMax: number;
  /** Hires the thread of a seat; the one before it has ended. */
  readonly hire: (seat: number) => Worker;
  readonly trouble: (fault: Fault) => void;
}

interface Waiting extends Job, Patience {
  readonly callOff: () => void;
}

/** What an answer takes, as far as one knows before the first. */
const USUAL_MS = 200;
/** How much of what is usual each answer is. */
const NEWS_SHARE = 1 / 16;

/** Opens a crew. Its first seat is kept for questions that are answered in a moment, where there are two or more. */
export function openCrew(parts: CrewParts): Crew {
  const { world, trouble } = parts;
  const deadlines = openDeadlines(world);
  const lines = openWaitLines<Waiting>(parts.waitingMax);
  const pace = openPace(world);
  const ready = openReadiness(parts.seats);
  let isClosed = false;
  const seats = Array.from({ length: parts.seats }, (_, number): Seat => {
    const idle = () => {
      ready.isReady(number);
      serve(number);
    };
    const hire = () => parts.hire(number);
    return openSeat({ world, deadlines, trouble, hire, idle, stillborn: ready.isHopeless });
  });

  function serve(number: number): void {
    const seat = seats[number];
    if (isClosed || seat === undefined || !seat.isFree()) return;
    const waiting = lines.next(number === 0 && seats.length > 1);
    if (waiting === undefined) return;
    waiting.callOff();
    seat.take({ ...waiting, resolve: pace.timed(waiting.resolve) });
  }

  function ask(question: RoadsQuestion, patience: Patience): Promise<RoadsAnswer> {
    return new Promise((resolve, reject) => {
      if (isClosed) return reject(roadsClosed());
      const turnAway = () => {
        waiting.callOff();
        resolve(busy((pace.usualMs() * lines.leave(waiting)) / seats.length));
      };
      const callOff = deadlines.set(patience.waitMs, turnAway);
      const waiting: Waiting = { ...patience, question, resolve, reject, callOff };
      if (lines.join(waiting)) for (const number of seats.keys()) serve(number);
      else turnAway();
    });
  }

  return {
    ask,
    ready: ready.all,
    tell: (news) => {
      for (const seat of seats) seat.tell(news);
    },
    close: async () => {
      isClosed = true;
      for (const left of lines.all()) left.reject(roadsClosed());
      await Promise.all(seats.map((seat) => seat.close()));
      deadlines.close();
    },
  };
}

function busy(waitMs: number): Refusal<"roads-busy"> {
  return refuse("roads-busy", { retryAfterS: Math.max(1, Math.ceil(waitMs / 1_000)) });
}

/** What answers take of late. */
function openPace(world: World) {
  let usualMs = USUAL_MS;
  return {
    usualMs: () => usualMs,
    timed: <Answer>(tell: (answer: Answer) => void) => {
      const startedAt = world.ticks();
      return (answer: Answer) => {
        usualMs += (world.ticks() - startedAt - usualMs) * NEWS_SHARE;
        tell(answer);
      };
    },
  };
}

/** Resolves when every seat has been ready once, and rejects when a thread dies before. */
function openReadiness(seats: number) {
  const missing = new Set(Array.from({ length: seats }, (_, seat) => seat));
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  // Whoever hires asks for it a little later.
  promise.catch(() => undefined);
  return {
    all: promise,
    isHopeless: () => reject(new Fault("A thread of the roads cannot begin", { retry: false })),
    isReady: (seat: number) => {
      missing.delete(seat);
      if (missing.size === 0) resolve();
    },
  };
}
