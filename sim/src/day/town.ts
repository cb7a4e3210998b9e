import type { Instant, World } from "@msafara/kernel";
import type { Bus, Journal, Role, Vendor } from "@msafara/runtime";
import type {
  BusFaults,
  JournalFaults,
  MemoryDatabase,
  MemoryExchange,
  SeededTime,
} from "@msafara/runtime/memory";
import type { Luck } from "./luck.ts";
import type { Plan } from "./plan.ts";

/** What is played in a town. */
export interface Cast {
  readonly roles: readonly Role[];
  /** The same roles one release earlier, where they differ. */
  readonly rolesBefore: readonly Role[];
  /** Who performs effects. They live on when a worker dies. */
  readonly vendors: Readonly<Record<string, Vendor>>;
}

/** One day's stage: what everybody in it shares. */
export interface Town {
  readonly time: SeededTime;
  readonly plan: Plan;
  readonly database: MemoryDatabase;
  readonly exchange: MemoryExchange;
  readonly cast: Cast;
  /** Whoever directs the play; it is never frozen and never dies. */
  readonly director: World;
  readonly luckOf: (purpose: string) => Luck;
  /** A program's line to the database. */
  readonly openJournal: (name: string, world: World, faults: JournalFaults) => Journal;
  /** A program's line to the others. */
  readonly openBus: (world: World, faults: BusFaults) => Bus;
  /** What was seen to be wrong while the day went on. */
  readonly wrongs: string[];
  readonly note: (line: string) => void;
  readonly duskAt: Instant;
  /** Names of errands and mishaps that are left out, to see whether they mattered. */
  readonly without: ReadonlySet<string>;
}

/** From dusk on nothing goes wrong any more, and nobody begins anything new. */
export function isDusk({ time, duskAt }: Pick<Town, "time" | "duskAt">): boolean {
  return time.now() >= duskAt;
}
