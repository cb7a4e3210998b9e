import type { World } from "@msafara/kernel";
import type { Answer } from "@msafara/runtime";
import { drawErrand, type Errand, openingErrand } from "./draw-errand.ts";
import type { Hand } from "./hand.ts";
import type { Luck } from "./luck.ts";
import { isDusk, type Town } from "./town.ts";

interface Customer {
  readonly name: string;
  readonly world: World;
  readonly luck: Luck;
  readonly gates: readonly Hand[];
}

/** Without accounts nothing much happens. */
const OPENINGS = 1;
const TIMEOUT_MS = 800;
/** The gateway says so itself; who hears nothing for longer knows that it has died. */
const PATIENCE_MS = 1_500;

/** Goes on errands until dusk, and rests when each is answered for good. */
export async function playCustomer(
  town: Town,
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

async function runErrand(town: Town, customer: Customer, errand: Errand): Promise<void> {
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
  town: Town,
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
  town: Town,
  customer: Customer,
  { address, command }: Errand,
): Promise<Answer | undefined> {
  const answer = await reach(customer, async (gate) =>
    gate.ask(address, command, {
      principal: customer.name,
      key: command.order,
      mints: command.type === "open",
      timeoutMs: TIMEOUT_MS,
    }),
  );
  if (answer === undefined) return undefined;
  town.note(`${customer.name} ${command.type} ${command.order} at ${address}: ${tersely(answer)}`);
  town.asked.push({ address, command, principal: customer.name, key: command.order, answer });
  return answer;
}

/** A rehearsal must leave nothing; if it does, its order turns up twice or where nobody gave it. */
async function rehearse(
  town: Town,
  customer: Customer,
  { address, command }: Errand,
): Promise<void> {
  const answer = await reach(customer, async (gate) =>
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
  town: Town,
  customer: Customer,
  { address, command }: Errand,
): Promise<void> {
  const other = { ...command, order: `${command.order}-other` };
  const answer = await reach(customer, async (gate) =>
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

/** Asks through any gateway that is up; absent when it died and took the answer along. */
async function reach(
  { gates, luck, world }: Customer,
  ask: (gate: NonNullable<NonNullable<Hand["life"]>["gate"]>) => Promise<Answer>,
): Promise<Answer | undefined> {
  const gate = luck.pick([gates[0]!, ...gates.slice(1)]).life?.gate;
  if (gate === undefined) {
    await world.sleep(50);
    return undefined;
  }
  const given = Promise.withResolvers<Answer | undefined>();
  const patience = new AbortController();
  void world.sleep(PATIENCE_MS, patience.signal).then(() => given.resolve(undefined));
  ask(gate).then(given.resolve, given.reject);
  return await given.promise.finally(() => patience.abort("answered"));
}

function tersely(answer: Answer): string {
  if (answer.status === "refused") return `refused ${answer.refusal.refused}`;
  return answer.status === "unavailable" ? `unavailable ${answer.code}` : answer.status;
}
