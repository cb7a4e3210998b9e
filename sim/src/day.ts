import { createHash } from "node:crypto";
import { assert } from "@msafara/kernel";
import { encode } from "@msafara/runtime";
import {
  openMemoryBus,
  openMemoryDatabase,
  openMemoryExchange,
  openMemoryJournal,
  openSeededTime,
} from "@msafara/runtime/memory";
import { playCustomer } from "./day/customer.ts";
import { type Hand, keepUp } from "./day/hand.ts";
import { luckOf } from "./day/luck.ts";
import { letThingsGoWrong } from "./day/let-things-go-wrong.ts";
import { drawPlan } from "./day/plan.ts";
import { isAtRest, takeInventory } from "./day/take-inventory.ts";
import { tellJournal } from "./day/tell-journal.ts";
import type { Town } from "./day/town.ts";
import { type Evidence, gatherEvidence, type Inventory } from "./judges/evidence.ts";
import { judgeMidway, passJudgement } from "./judges/judges.ts";
import { plants } from "./plants/plants.ts";
import { openBank } from "./toy/bank.ts";
import { toyRoles } from "./toy/toy-roles.ts";

export interface DayOptions {
  readonly seed: number;
  /** The name of a bug to plant; see `plants`. */
  readonly plant?: string | undefined;
  /** Tells of every batch; such a day has another hash. */
  readonly trace?: boolean;
}

/** What a day came to. The same seed gives the same hash, or something was not in our hands. */
export interface Day {
  readonly seed: number;
  readonly wrongs: readonly string[];
  readonly hash: string;
  readonly notes: readonly string[];
  readonly inventory: Inventory;
}

/** From dusk until the last dead lease is buried and the last hand is back. */
const RECOVERY_MS = 6_000;
const REST_MS_MAX = 180_000;

/** Plays one day from one seed, lets it come to rest, and has it judged. */
export async function playDay({ seed, plant, trace = false }: DayOptions): Promise<Day> {
  const notes: string[] = [];
  const town = openTown({ seed, plant, trace }, notes);
  const hands = hireHands(town);
  const gates = hands.filter(({ kind }) => kind === "gate");
  for (const hand of hands) void keepUp(town, hand);
  const customers = Array.from({ length: town.plan.customers }, (_, i) =>
    playCustomer(town, `customer-${i}`, gates),
  );
  const over = { isTrue: false };
  const people = Promise.all([letThingsGoWrong(town, hands), ...customers]).then(() => {
    over.isTrue = true;
  });

  await town.time.run(town.duskAt);
  town.bank.calmDown();
  town.note("dusk");
  town.wrongs.push(...judgeMidway(evidenceOf(town)));
  await town.time.run(() => over.isTrue && isAtRest(town.database), town.duskAt + REST_MS_MAX);
  if (over.isTrue) await people;
  else town.wrongs.push("at-rest: somebody still waits for an answer");
  return conclude(town, seed, notes);
}

function openTown({ seed, plant: planted, trace }: DayOptions, notes: string[]): Town {
  const time = openSeededTime(seed);
  const plan = drawPlan(() => time.dice("plan"));
  const database = openMemoryDatabase({ world: time.worldOf("database") });
  const plant = planted === undefined ? undefined : plants[planted]?.(database);
  assert(planted === undefined || plant !== undefined, "only bugs that are known can be planted");
  const note = (line: string) => notes.push(`${time.now()} ${line}`);
  const exchange = openMemoryExchange({ world: time.worldOf("exchange") });
  return {
    time,
    plan,
    database,
    exchange,
    bank: openBank(time.worldOf("bank")),
    director: time.worldOf("director"),
    luckOf: (purpose) => luckOf(() => time.dice(purpose)),
    openJournal: (name, world, faults) => {
      const journal = openMemoryJournal(database, { world, faults });
      const line = plant === undefined ? journal : plant(journal);
      return tellJournal(line, (said) => {
        if (trace === true) note(`${name} ${said()}`);
      });
    },
    openBus: (world, faults) => openMemoryBus({ world, exchange, faults }),
    asked: [],
    wrongs: [],
    note,
    duskAt: time.now() + plan.dayMs,
  };
}

function hireHands({ plan }: Town): readonly Hand[] {
  const hire = (kind: Hand["kind"], count: number) =>
    Array.from({ length: count }, (_, i): Hand => ({
      name: `${kind}-${i}`,
      kind,
      life: undefined,
    }));
  return [
    ...hire("node", plan.nodes),
    ...hire("worker", plan.workers),
    ...hire("gate", plan.gates),
  ];
}

function conclude(town: Town, seed: number, notes: readonly string[]): Day {
  const { bank, time } = town;
  const evidence = evidenceOf(town);
  const { inventory } = evidence;
  const hash = createHash("sha256").update(notes.join("\n")).update(String(time.events()));
  for (const { address, version, state } of inventory.agents)
    hash.update(`${address} ${version}`).update(state);
  hash.update(encode(bank.book()));
  const wrongs = [...town.wrongs, ...passJudgement(evidence)];
  return { seed, wrongs, hash: hash.digest("hex").slice(0, 16), notes, inventory };
}

function evidenceOf({ asked, bank, database, duskAt }: Town): Evidence {
  const books = { book: bank.book(), calls: bank.calls() };
  return gatherEvidence({
    inventory: takeInventory(database),
    roles: toyRoles,
    asked,
    bank: books,
    calmSince: duskAt + RECOVERY_MS,
  });
}
