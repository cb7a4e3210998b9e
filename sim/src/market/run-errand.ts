import type { Address, Answer, Body } from "@msafara/runtime";
import { askGate, type Customer } from "../day/ask-gate.ts";
import type { Hand } from "../day/hand.ts";
import type { MarketTown } from "./market-town.ts";

/** Something that somebody wants done on the market. */
export interface Errand {
  readonly address: Address;
  readonly command: Body;
}

/** Somebody on the market, and how many errands he has begun. */
export interface Person extends Customer {
  errands: number;
}

/** Somebody who has not come yet. */
export function personIn(town: MarketTown, name: string, gates: readonly Hand[]): Person {
  const [luck, world] = [town.luckOf(name), town.time.worldOf(name)];
  return { name, luck, world, gates, errands: 0 };
}

/** Goes on an errand until it is answered for good, sometimes through two doors at once, or again. */
export async function runErrand(
  town: MarketTown,
  person: Person,
  { address, command }: Errand,
): Promise<void> {
  const { luck, world } = person;
  const key = `${person.name}-${(person.errands += 1)}`;
  if (town.without.has(key)) return;
  const ask = () => askGate(town, person, { address, command, key });
  for (;;) {
    const answer = luck.chance(0.1) ? firstOf(await Promise.all([ask(), ask()])) : await ask();
    if (isFinal(answer)) break;
    await world.sleep(luck.between(10, answer?.retryAfterMs ?? 500));
  }
  if (luck.chance(0.05)) await ask();
}

/** Several at the same instant, each under a key of its own. */
export async function runTogether(
  town: MarketTown,
  person: Person,
  errands: readonly Errand[],
): Promise<void> {
  await Promise.all(errands.map((errand) => runErrand(town, person, errand)));
}

type Tentative = Extract<Answer, { readonly status: "unavailable" }> | undefined;

function isFinal(answer: Answer | undefined): answer is Exclude<Answer, Tentative> {
  return answer !== undefined && answer.status !== "unavailable";
}

function firstOf(answers: readonly (Answer | undefined)[]): Answer | undefined {
  return answers.find(isFinal) ?? answers[0];
}
