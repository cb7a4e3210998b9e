import type { Answer } from "@msafara/runtime";
import type { Luck } from "@msafara/sim";
import type { Arena } from "./arena.ts";
import { drawErrand, type Errand, openingErrand, type Population } from "./draw-errand.ts";

const CUSTOMERS = 48;
const TIMEOUT_MS = 2_000;
const RETRY_MS_MAX = 600;

interface Customer {
  readonly name: string;
  readonly luck: Luck;
}

interface Wish extends Errand {
  /** Its order, unless told otherwise. */
  readonly key?: string;
  readonly dryRun?: boolean;
}

/** Brings the whole population to life before anything goes wrong. */
export async function openForBusiness(arena: Arena, population: Population): Promise<void> {
  const { options } = arena;
  let next = 0;
  async function open(name: string): Promise<void> {
    const customer = { name, luck: arena.luckOf(name) };
    while (next < options.agents) {
      const errand = openingErrand(population, (next += 1) - 1, customer.luck);
      await insist(arena, customer, errand);
    }
  }
  await Promise.all(Array.from({ length: CUSTOMERS }, (_, i) => open(`opener-${i}`)));
}

/** Customers go on errands until dusk, each until its errand is answered for good. */
export async function doBusiness(arena: Arena, population: Population): Promise<void> {
  const pauseMs = (1_000 * CUSTOMERS) / arena.options.rate;
  async function go(name: string): Promise<void> {
    const customer = { name, luck: arena.luckOf(name) };
    for (let errands = 1; !arena.dusk.aborted; errands++) {
      const began = arena.world.ticks();
      await runErrand(arena, customer, drawErrand(population, customer.luck, `${name}-${errands}`));
      const leftMs = pauseMs - (arena.world.ticks() - began);
      // A little luck, so that customers do not march in step.
      await arena.world.sleep(Math.max(1, leftMs + customer.luck.between(0, 20)), arena.dusk);
    }
  }
  await Promise.all(Array.from({ length: CUSTOMERS }, (_, i) => go(`customer-${i}`)));
}

async function runErrand(arena: Arena, customer: Customer, errand: Errand): Promise<void> {
  const { luck } = customer;
  if (luck.chance(0.02)) await rehearse(arena, customer, errand);
  // An impatient customer, or a phone and a browser: one key, two gateways.
  if (luck.chance(0.05)) {
    await Promise.all([insist(arena, customer, errand), insist(arena, customer, errand)]);
  } else {
    await insist(arena, customer, errand);
  }
  if (luck.chance(0.05)) await insist(arena, customer, errand);
  if (luck.chance(0.02)) await reuseKey(arena, customer, errand);
}

/** Asks with the same key until there is an answer that is kept; every answer goes on record. */
async function insist(arena: Arena, customer: Customer, errand: Errand): Promise<void> {
  const { address, command } = errand;
  for (;;) {
    const answer = await ask(arena, customer, errand);
    arena.asked.push({ address, command, principal: customer.name, key: command.order, answer });
    if (answer.status !== "unavailable") return;
    await arena.world.sleep(customer.luck.between(20, RETRY_MS_MAX));
  }
}

/** A rehearsal must leave nothing; if it does, its order turns up where nobody gave it. */
async function rehearse(arena: Arena, customer: Customer, errand: Errand): Promise<void> {
  const { address, command } = errand;
  const other = { ...command, order: `${command.order}-dry` } as typeof command;
  const answer = await ask(arena, customer, { address, command: other, dryRun: true });
  if (answer.status === "dry" || answer.status === "unavailable") return;
  arena.wrongs.push(`dry-run: ${command.order} was answered ${answer.status}`);
}

async function reuseKey(arena: Arena, customer: Customer, errand: Errand): Promise<void> {
  const { address, command } = errand;
  const other = { ...command, order: `${command.order}-other` } as typeof command;
  const answer = await ask(arena, customer, { address, command: other, key: command.order });
  if (answer.status === "key-reused" || answer.status === "unavailable") return;
  arena.wrongs.push(`key-reused: ${command.order} with another body was answered ${answer.status}`);
}

async function ask(
  { callers }: Arena,
  { name, luck }: Customer,
  { address, command, key = command.order, dryRun = false }: Wish,
): Promise<Answer> {
  return await luck.pick(callers).ask(address, command, {
    principal: name,
    timeoutMs: TIMEOUT_MS,
    ...(dryRun ? { dryRun } : { key, mints: command.type === "open" }),
  });
}
