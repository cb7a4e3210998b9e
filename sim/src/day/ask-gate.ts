import type { World } from "@msafara/kernel";
import type { Address, Answer, Body, Caller } from "@msafara/runtime";
import type { Answered } from "../judges/scene.ts";
import type { Hand } from "./hand.ts";
import type { Luck } from "./luck.ts";
import type { Town } from "./town.ts";

/** Somebody who asks for things. */
export interface Customer {
  readonly name: string;
  readonly world: World;
  readonly luck: Luck;
  readonly gates: readonly Hand[];
}

/** Something that somebody wants done, under a key of its own. */
interface Wish<Command extends Body = Body> {
  readonly address: Address;
  readonly command: Command;
  readonly key: string;
  /** The address was minted for it. */
  readonly mints?: boolean;
}

/** How long a customer lets a gateway wait. */
export const TIMEOUT_MS = 800;
/** The gateway says so itself; who hears nothing for longer knows that it has died. */
const PATIENCE_MS = 1_500;

/** Asks once, and writes down what was answered; absent when the gateway took the answer along. */
export async function askGate<Command extends Body>(
  town: Pick<Town, "note"> & { readonly asked: Answered<Command>[] },
  customer: Customer,
  { address, command, key, mints = false }: Wish<Command>,
): Promise<Answer | undefined> {
  const { name: principal } = customer;
  const wish = { principal, key, mints, timeoutMs: TIMEOUT_MS };
  const answer = await reachGate(customer, async (gate) => gate.ask(address, command, wish));
  if (answer === undefined) return undefined;
  town.note(`${principal} ${command.type} ${key} at ${address}: ${tersely(answer)}`);
  town.asked.push({ address, command, principal, key, answer });
  return answer;
}

/** Asks through any gateway that is up; absent when it died and took the answer along. */
export async function reachGate(
  { gates, luck, world }: Customer,
  ask: (gate: Caller) => Promise<Answer>,
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
