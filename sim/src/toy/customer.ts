import type { Answer } from "@msafara/runtime";
import { askGate, type Customer, reachGate, TIMEOUT_MS } from "../day/ask-gate.ts";
import type { Hand } from "../day/hand.ts";
import { isDusk } from "../day/town.ts";
import { drawErrand, type Errand, openingErrand } from "./draw-errand.ts";
import type { ToyTown } from "./play-toy-day.ts";

/** Without accounts nothing much happens. */
const OPENINGS = 1;

/** Goes on errands until dusk, and rests when each is answered for good. */
export async function playCustomer(
  town: ToyTown,
  name: string,
  gates: readonly Hand[],
): Promise<void> {
  const luck = town.luckOf(name);
  const customer: Customer = { name, luck, gates, world: town.time.worldOf(name) };
  for (let errands = 1; !isDusk(town); errands++) {
    const key = `${name}-${errands}`;
    const errand = errands <= OPENINGS ? openingErrand(luck, key) : drawErrand(luck, key);
    await runErrand(town, customer, errand);
    await customer.world.sleep(luck.between(0, town.plan.pauseMsMax));
  }
}

async function runErrand(town: ToyTown, customer: Customer, errand: Errand): Promise<void> {
  const { luck, world } = customer;
  if (luck.chance(0.05)) await rehearse(town, customer, errand);
  for (;;) {
    const answer = luck.chance(0.1)
      ? await askTwoGates(town, customer, errand)
      : await askOnce(town, customer, errand);
    if (answer !== undefined && answer.status !== "unavailable") break;
    await world.sleep(luck.between(10, answer?.retryAfterMs ?? 500));
  }
  if (luck.chance(0.1)) await askOnce(town, customer, errand);
  if (luck.chance(0.05)) await reuseKey(town, customer, errand);
}

/** An impatient customer, or a phone and a browser: one of the answers counts. */
async function askTwoGates(
  town: ToyTown,
  customer: Customer,
  errand: Errand,
): Promise<Answer | undefined> {
  const answers = await Promise.all([
    askOnce(town, customer, errand),
    askOnce(town, customer, errand),
  ]);
  return (
    answers.find((answer) => answer !== undefined && answer.status !== "unavailable") ?? answers[0]
  );
}

async function askOnce(
  town: ToyTown,
  customer: Customer,
  { address, command }: Errand,
): Promise<Answer | undefined> {
  const { order: key } = command;
  const mints = command.type === "open";
  return await askGate(town, customer, { address, command, key, mints });
}

/** A rehearsal must leave nothing; if it does, its order turns up twice or where nobody gave it. */
async function rehearse(
  town: ToyTown,
  customer: Customer,
  { address, command }: Errand,
): Promise<void> {
  const answer = await reachGate(customer, async (gate) =>
    gate.ask(
      address,
      { ...command, order: `${command.order}-dry` },
      {
        principal: customer.name,
        dryRun: true,
        timeoutMs: TIMEOUT_MS,
      },
    ),
  );
  if (answer === undefined || answer.status === "dry" || answer.status === "unavailable") return;
  town.wrongs.push(`dry-run: ${command.order} was answered ${answer.status}`);
}

async function reuseKey(
  town: ToyTown,
  customer: Customer,
  { address, command }: Errand,
): Promise<void> {
  const other = { ...command, order: `${command.order}-other` };
  const answer = await reachGate(customer, async (gate) =>
    gate.ask(address, other, {
      principal: customer.name,
      key: command.order,
      timeoutMs: TIMEOUT_MS,
    }),
  );
  if (answer === undefined || answer.status === "key-reused" || answer.status === "unavailable")
    return;
  town.wrongs.push(`key-reused: ${command.order} with another body was answered ${answer.status}`);
}
