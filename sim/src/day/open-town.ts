import { createHash } from "node:crypto";
import type { Batch, Journal } from "@msafara/runtime";
import { encode } from "@msafara/runtime";
import {
  type MemoryDatabase,
  openMemoryBus,
  openMemoryDatabase,
  openMemoryExchange,
  openMemoryJournal,
  type SeededTime,
  type ViewShapes,
} from "@msafara/runtime/memory";
import type { Inventory } from "../judges/scene.ts";
import { luckOf } from "./luck.ts";
import { drawPlan, type Plan } from "./plan.ts";
import { tellJournal } from "./tell-journal.ts";
import type { Cast, Town } from "./town.ts";

/** One seed, and how it is looked at. */
export interface DayOptions {
  readonly seed: number;
  /** The name of a bug to plant. */
  readonly plant?: string | undefined;
  /** Tells of every batch; such a day has another hash. */
  readonly trace?: boolean;
  /** Names of errands and mishaps to leave out. */
  readonly without?: readonly string[];
}

/** What a day came to. The same seed gives the same hash, or something was not in our hands. */
export interface Day {
  readonly seed: number;
  readonly wrongs: readonly string[];
  readonly hash: string;
  readonly notes: readonly string[];
  readonly inventory: Inventory;
}

/** What differs between the days that are played. */
interface Opening<Players extends Cast> extends DayOptions {
  readonly time: SeededTime;
  readonly notes: string[];
  readonly views?: ViewShapes;
  /** Where this kind of day has another plan. */
  readonly planned?: Partial<Plan>;
  readonly castOf: (database: MemoryDatabase) => Players;
  /** A bug in every line to the database. */
  readonly lineOf?: (database: MemoryDatabase) => (journal: Journal) => Journal;
  /** Hears of each batch that somebody tries to commit. */
  readonly overhear?: (batch: Batch) => void;
}

/** Builds the stage of a day from its seed. */
export function openTown<Players extends Cast>(
  opening: Opening<Players>,
): Town & { readonly cast: Players } {
  const { time, notes, without = [], views, overhear, trace = false } = opening;
  const plan = { ...drawPlan(() => time.dice("plan")), ...opening.planned };
  const world = time.worldOf("database");
  const database = openMemoryDatabase(views === undefined ? { world } : { world, views });
  const line = opening.lineOf?.(database);
  const note = (told: string) => notes.push(`${time.now()} ${told}`);
  const exchange = openMemoryExchange({ world: time.worldOf("exchange") });
  return {
    time,
    plan,
    database,
    exchange,
    cast: opening.castOf(database),
    director: time.worldOf("director"),
    luckOf: (purpose) => luckOf(() => time.dice(purpose)),
    openJournal: (name, near, faults) => {
      const journal = openMemoryJournal(database, { world: near, faults });
      return tellJournal(line === undefined ? journal : line(journal), {
        tell: (said) => {
          if (trace) note(`${name} ${said()}`);
        },
        ...(overhear === undefined ? {} : { overhear }),
      });
    },
    openBus: (near, faults) => openMemoryBus({ world: near, exchange, faults }),
    wrongs: [],
    note,
    duskAt: time.now() + plan.dayMs,
    without: new Set(without),
  };
}

/** A fingerprint of everything that a day came to; `books` are what vendors wrote down. */
export function hashOf(
  { time }: Town,
  told: {
    readonly notes: readonly string[];
    readonly inventory: Inventory;
    readonly books: object;
  },
): string {
  const { notes, inventory, books } = told;
  const hash = createHash("sha256").update(notes.join("\n")).update(String(time.events()));
  for (const { address, version, state } of inventory.agents)
    hash.update(`${address} ${version}`).update(state);
  hash.update(encode(books));
  return hash.digest("hex").slice(0, 16);
}
