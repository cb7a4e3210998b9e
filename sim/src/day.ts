import { createHash } from "node:crypto";
import { encode, type Journal } from "@msafara/runtime";
import {
  type MemoryDatabase,
  openMemoryBus,
  openMemoryDatabase,
  openMemoryExchange,
  openMemoryJournal,
  openSeededTime,
} from "@msafara/runtime/memory";
import { playCustomer } from "./day/customer.ts";
import { type Hand, keepUp } from "./day/hand.ts";
import { luckOf } from "./day/luck.ts";
import { letThingsGoWrong } from "./day/mishaps.ts";
import { drawPlan } from "./day/plan.ts";
import { isAtRest, takeInventory } from "./day/take-inventory.ts";
import type { Town } from "./day/town.ts";
import { gatherEvidence, type Inventory } from "./judges/evidence.ts";
import { passJudgement } from "./judges/judges.ts";
import { openBank } from "./toy/bank.ts";
import { toyRoles } from "./toy/toy-roles.ts";

/** A line to the database with a bug planted into it. */
export type Plant = (journal: Journal, database: MemoryDatabase) => Journal;

export interface DayOptions {
  readonly seed: number;
  readonly plant?: Plant;
}

/** What a day came to. The same seed gives the same hash, or something was not in our hands. */
export interface Day {
  readonly seed: number;
  readonly wrongs: readonly string[];
  readonly hash: string;
  readonly notes: readonly string[];
  readonly inventory: Inventory;
}

const REST_MS_MAX = 180_000;
const LOOK_MS = 250;

/** Plays one day from one seed, lets it come to rest, and has it judged. */
export async function playDay({ seed, plant }: DayOptions): Promise<Day> {
  const notes: string[] = [];
  const town = openTown(seed, plant ?? ((journal) => journal), notes);
  const hands = hireHands(town);
  const gates = hands.filter(({ kind }) => kind === "gate");
  for (const hand of hands) void keepUp(town, hand);
  const customers = Array.from({ length: town.plan.customers }, (_, i) => playCustomer(town, `customer-${i}`, gates));
  let isOver = false;
  const over = Promise.all([letThingsGoWrong(town, hands), ...customers]).then(() => {
    isOver = true;
  });

  await town.time.run(town.duskAt);
  town.bank.calmDown();
  town.note("dusk");
  const latest = town.time.now() + REST_MS_MAX;
  while (town.time.now() < latest && !(isOver && isAtRest(town.database))) {
    await town.time.run(town.time.now() + LOOK_MS);
  }
  if (isOver) await over;
  else town.wrongs.push("at-rest: somebody still waits for an answer");
  return conclude(town, seed, notes);
}

function openTown(seed: number, plant: Plant, notes: string[]): Town {
  const time = openSeededTime(seed);
  const plan = drawPlan(() => time.dice("plan"));
  const database = openMemoryDatabase({ world: time.worldOf("database") });
  const exchange = openMemoryExchange({ world: time.worldOf("exchange") });
  return {
    time,
    plan,
    database,
    exchange,
    bank: openBank(time.worldOf("bank")),
    director: time.worldOf("director"),
    luckOf: (purpose) => luckOf(() => time.dice(purpose)),
    openJournal: (world, faults) => plant(openMemoryJournal(database, { world, faults }), database),
    openBus: (world, faults) => openMemoryBus({ world, exchange, faults }),
    asked: [],
    wrongs: [],
    note: (line) => notes.push(`${time.now()} ${line}`),
    duskAt: time.now() + plan.dayMs,
  };
}

function hireHands({ plan }: Town): readonly Hand[] {
  const hire = (kind: Hand["kind"], count: number) =>
    Array.from({ length: count }, (_, i): Hand => ({ name: `${kind}-${i}`, kind, life: undefined }));
  return [...hire("node", plan.nodes), ...hire("worker", plan.workers), ...hire("gate", plan.gates)];
}

function conclude(town: Town, seed: number, notes: readonly string[]): Day {
  const { asked, bank, database, time } = town;
  const inventory = takeInventory(database);
  const books = { book: bank.book(), calls: bank.calls() };
  const evidence = gatherEvidence({ inventory, roles: toyRoles, asked, bank: books });
  const hash = createHash("sha256").update(notes.join("\n")).update(String(time.events()));
  for (const { address, version, state } of inventory.agents) hash.update(`${address} ${version}`).update(state);
  hash.update(encode(books));
  const wrongs = [...town.wrongs, ...passJudgement(evidence)];
  return { seed, wrongs, hash: hash.digest("hex").slice(0, 16), notes, inventory };
}
