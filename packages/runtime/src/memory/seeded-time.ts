import { assert, type Instant, type World } from "@msafara/kernel";
import { type Heap, openHeap } from "./heap.ts";
import { type Dice, seededDice, streamOf } from "./seeded-dice.ts";
import {
  type Bed,
  type ClockError,
  type Life,
  seededWorld,
  type Sleeper,
  STORY_BEGINS,
} from "./seeded-world.ts";

/**
 * Time that passes only when everybody waits. Code under it may await nothing but ports and the
 * `sleep` of its world; then one seed is one story, to the last interleaving.
 */
export interface SeededTime {
  /** The true time, which no machine knows. */
  readonly now: () => Instant;
  /** Luck for whoever directs the play; each purpose has a stream of its own. */
  readonly dice: (purpose: string) => number;
  /** A machine's world. A name may live again after it was killed, with a world of its own. */
  readonly worldOf: (name: string, error?: ClockError) => World;
  /**
   * Lets everybody run until an instant, or until a condition that is looked at after every event.
   * False when nobody has anything left to wait for, or the last instant allowed came first.
   */
  readonly run: (until: Instant | (() => boolean), latest?: Instant) => Promise<boolean>;
  /** As SIGSTOP: none of its sleepers wakes until it is thawed, then all that are due do. */
  readonly freeze: (name: string) => void;
  readonly thaw: (name: string) => void;
  /** As SIGKILL: whatever it waits for never comes. */
  readonly kill: (name: string) => void;
  /** Whether a name lives, frozen or not. */
  readonly isAlive: (name: string) => boolean;
  /** How many sleepers have woken; a measure of work, and a fingerprint of the story. */
  readonly events: () => number;
}

/**
 * Events between two visits to the event loop. Draining by ticks starves it, and with it the time-out
 * of the test that we run in.
 */
const EVENTS_PER_VISIT = 2_000;

/** Everything that a story consists of. */
interface Story {
  readonly seed: string | number;
  readonly streams: Map<string, Dice>;
  readonly lives: Map<string, Life>;
  readonly births: Map<string, number>;
  readonly sleepers: Heap<Sleeper>;
  readonly tie: Dice;
  elapsedMs: number;
  events: number;
  isRunning: boolean;
  /** Events until the event loop is let breathe. */
  untilVisit: number;
}

/** Opens a time that repeats itself for the same seed. */
export function openSeededTime(seed: string | number): SeededTime {
  const story: Story = {
    seed,
    streams: new Map(),
    lives: new Map(),
    births: new Map(),
    sleepers: openHeap(isBefore),
    tie: seededDice(`${seed} tie`),
    elapsedMs: 0,
    events: 0,
    isRunning: false,
    untilVisit: EVENTS_PER_VISIT,
  };
  return {
    now: () => Math.floor(STORY_BEGINS + story.elapsedMs),
    dice: (purpose) => streamOf(story.streams, `${seed} time`, purpose)(),
    worldOf: (name, error) => bear(story, name, error),
    run: (until, latest) => run(story, until, latest),
    freeze: (name) => {
      const life = story.lives.get(name);
      if (life !== undefined) life.isFrozen = true;
    },
    thaw: (name) => thaw(story, name),
    kill: (name) => {
      const life = story.lives.get(name);
      if (life === undefined) return;
      life.isDead = true;
      life.parked = [];
    },
    isAlive: (name) => story.lives.get(name)?.isDead === false,
    events: () => story.events,
  };
}

function bear(story: Story, name: string, error: ClockError = {}): World {
  assert(story.lives.get(name)?.isDead !== false, "a name lives once at a time");
  const birth = (story.births.get(name) ?? 0) + 1;
  story.births.set(name, birth);
  const life: Life = { name, isDead: false, isFrozen: false, parked: [] };
  story.lives.set(name, life);
  const bed: Bed = {
    elapsedMs: () => story.elapsedMs,
    lay: (sleeper) => {
      const laid = { ...sleeper, tie: story.tie() };
      if (!life.isDead && laid.at < Infinity) story.sleepers.push(laid);
      return laid;
    },
  };
  return seededWorld({ seed: `${story.seed} ${name} ${birth}`, life, bed, ...error });
}

async function run(
  story: Story,
  until: Instant | (() => boolean),
  latest: Instant = Infinity,
): Promise<boolean> {
  assert(!story.isRunning, "time runs once");
  story.isRunning = true;
  const isThere = typeof until === "function" ? until : () => false;
  const latestMs = (typeof until === "function" ? latest : until) - STORY_BEGINS;
  try {
    const isReached = await drive(story, { isThere, stepOn: () => step(story, latestMs) });
    if (latestMs < Infinity && !isReached) story.elapsedMs = Math.max(story.elapsedMs, latestMs);
    return isReached || typeof until === "number";
  } finally {
    story.isRunning = false;
  }
}

/** Wakes the next one who is still waiting and able to run. False when there is none by then. */
function step(story: Story, latestMs: number): boolean {
  const { sleepers } = story;
  for (let next = sleepers.peek(); next !== undefined; next = sleepers.peek()) {
    if (next.at > latestMs) return false;
    sleepers.pop();
    const { wake, life } = next;
    if (wake === undefined || life.isDead) continue;
    if (life.isFrozen) {
      life.parked.push(next);
      continue;
    }
    story.elapsedMs = Math.max(story.elapsedMs, next.at);
    story.events++;
    wake();
    return true;
  }
  return false;
}

function thaw(story: Story, name: string): void {
  const life = story.lives.get(name);
  if (life === undefined || !life.isFrozen) return;
  life.isFrozen = false;
  for (const sleeper of life.parked.splice(0)) {
    sleeper.at = Math.max(sleeper.at, story.elapsedMs);
    sleeper.tie = story.tie();
    story.sleepers.push(sleeper);
  }
}

function isBefore(one: Sleeper, other: Sleeper): boolean {
  return one.at < other.at || (one.at === other.at && one.tie < other.tie);
}

/**
 * Steps again and again, each time after everything that the last step set off has come to rest.
 *
 * A tick that was asked for by a microtask runs when the queue of microtasks is empty, however long
 * their chains were. That is as sound as a hop through the event loop and several times cheaper;
 * a counted number of microtask turns would be neither. (A tick asked for by a tick would run before
 * the microtasks, therefore the detour.)
 */
function drive(
  story: Story,
  { isThere, stepOn }: { readonly isThere: () => boolean; readonly stepOn: () => boolean },
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const afterRest = (next: () => void) => queueMicrotask(() => process.nextTick(next));
    const go = () => {
      try {
        if (isThere()) return resolve(true);
        if (!stepOn()) return resolve(false);
      } catch (error) {
        return reject(error);
      }
      afterRest(visit);
    };
    // Counted over all runs, since somebody may make many short ones.
    const visit = () => {
      if (--story.untilVisit > 0) return go();
      story.untilVisit = EVENTS_PER_VISIT;
      // oxlint-disable-next-line house/no-ambient -- No time passes here: the event loop is only let breathe.
      setImmediate(() => afterRest(go));
    };
    afterRest(visit);
  });
}
