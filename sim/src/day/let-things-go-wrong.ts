import { assert } from "@msafara/kernel";
import { calmDown, type Hand, kill } from "./hand.ts";
import type { Luck } from "./luck.ts";
import type { Mishap } from "./plan.ts";
import { isDusk, type Town } from "./town.ts";

const STORM = { retryRate: 0.4, unknownRate: 0.3, lostRate: 0.3, slowRate: 0.5 };

/** Lets things go wrong until dusk, then puts everything back in order. */
export async function letThingsGoWrong(town: Town, hands: readonly Hand[]): Promise<void> {
  const luck = town.luckOf("mishaps");
  const running: Promise<void>[] = [];
  for (let mishaps = 1; ; mishaps++) {
    // A fraction of a millisecond, so that it falls between any two steps of its victim.
    await pass(town, luck.between(1, town.plan.peaceMsMax * 1_000) / 1_000);
    if (isDusk(town)) break;
    const hand = pickVictim(luck, hands);
    const mishap = luck.weigh(town.plan.mishaps);
    if (town.without.has(`mishap-${mishaps}`)) continue;
    town.note(`mishap-${mishaps}: ${mishap} at ${hand.name}`);
    running.push(befall(town, hand, { mishap, luck }));
  }
  await Promise.all(running);
  for (const hand of hands) comeToRest(town, hand);
}

/** Mostly nodes: with them agents move. */
function pickVictim(luck: Luck, hands: readonly Hand[]): Hand {
  const nodes = hands.filter(({ kind }) => kind === "node");
  const [first, ...rest] = luck.chance(0.5) ? nodes : hands;
  assert(first !== undefined, "every day has nodes");
  return luck.pick([first, ...rest]);
}

async function befall(
  town: Town,
  hand: Hand,
  { mishap, luck }: { readonly mishap: Mishap; readonly luck: Luck },
): Promise<void> {
  const { life, name } = hand;
  if (life === undefined || life.isDead) return;
  switch (mishap) {
    case "crash":
      return kill(town, hand, "killed");
    case "trap":
      life.trapIn = luck.between(1, 40);
      return;
    case "freeze":
      return await freeze(town, name, luck);
    case "leave":
      return await leave(town, hand, luck);
    case "storm":
      Object.assign(life.journal, STORM);
      await pass(town, luck.between(200, 2_500));
      Object.assign(life.journal, town.plan.journal);
      return;
    case "silence":
      Object.assign(life.bus, { lostRate: 1, lostCallRate: 0.5 });
      await pass(town, luck.between(200, 4_000));
      Object.assign(life.bus, town.plan.bus);
      return;
    default:
      town.exchange.flush();
  }
}

/** Long enough, often, to lose the lease and wake up in a world that went on. */
async function freeze(town: Town, name: string, luck: Luck): Promise<void> {
  const leaseMs = town.plan.limits.leaseMs ?? 0;
  town.time.freeze(name);
  await pass(town, luck.between(10, 3 * leaseMs));
  town.note(`${name} thaws`);
  town.time.thaw(name);
}

/** A planned end: a roll-out, or fewer nodes for the night. */
async function leave(town: Town, hand: Hand, luck: Luck): Promise<void> {
  const { life } = hand;
  if (life?.node === undefined) return kill(town, hand, "killed");
  life.node.stop().then(
    () => life.ended.resolve("left"),
    () => life.ended.resolve("could not leave"),
  );
  // Whoever does not leave in time is killed, as every orchestrator does.
  await pass(town, luck.between(50, 8_000));
  if (hand.life === life) kill(town, hand, "killed while leaving");
}

async function pass({ director, time, duskAt }: Town, ms: number): Promise<void> {
  await director.sleep(Math.min(ms, Math.max(0, duskAt - time.now())));
}

function comeToRest(town: Town, { life, name }: Hand): void {
  town.time.thaw(name);
  if (life !== undefined) calmDown(life);
}
