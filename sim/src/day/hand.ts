import type { World } from "@msafara/kernel";
import {
  type Bus,
  type Caller,
  type Journal,
  type Node,
  openCaller,
  startEffectWorker,
  startNode,
} from "@msafara/runtime";
import type { BusFaults, JournalFaults } from "@msafara/runtime/memory";
import { heardBy } from "./heard-by.ts";
import { drawClock } from "./plan.ts";
import { isDusk, type Town } from "./town.ts";

/** A program of the day: it may die at any moment, and somebody starts it again. */
export interface Hand {
  readonly name: string;
  readonly kind: "node" | "worker" | "gate";
  /** Who runs just now; absent between two lives. */
  life: Life | undefined;
}

export interface Life {
  /** What may go wrong on its lines; read anew for each call. */
  readonly journal: JournalFaults;
  readonly bus: BusFaults;
  readonly ended: PromiseWithResolvers<string>;
  isDead: boolean;
  /** Journal calls until the trap snaps; each call counts twice, before and after. */
  trapIn: number;
  node?: Node;
  gate?: Caller;
}

const RESTART_MS_MAX = 1_500;
/** Shorter than the bank can dawdle, so that two workers meet over one effect. */
const CLAIM_MS = 1_500;
const CALM_JOURNAL = {
  slowRate: 0,
  lateRate: 0,
  retryRate: 0,
  deadlockRate: 0,
  unknownRate: 0,
  lostRate: 0,
};
const CALM_BUS = {
  lostRate: 0,
  doubledRate: 0,
  delayedRate: 0,
  lostCallRate: 0,
  failedRate: 0,
  retainedRate: 0,
};

/** Everybody who works on a day, before anybody has come. */
export function hireHands({ plan }: Pick<Town, "plan">): readonly Hand[] {
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

/** Starts a hand again and again, as an orchestrator would. */
export async function keepUp(town: Town, hand: Hand): Promise<void> {
  const luck = town.luckOf(`restart ${hand.name}`);
  for (;;) {
    const world = town.time.worldOf(hand.name, drawClock(luck));
    const life = openLife(town, hand);
    hand.life = life;
    town.note(`${hand.name} starts`);
    begin(town, hand, { world, life }).catch((error: unknown) =>
      life.ended.resolve(`could not start: ${sentence(error)}`),
    );
    const why = await life.ended.promise;
    bury(town, hand, life);
    town.note(`${hand.name} ended: ${why}`);
    await town.director.sleep(luck.between(1, isDusk(town) ? 100 : RESTART_MS_MAX));
  }
}

/** As SIGKILL, between two of its awaits. */
export function kill(town: Town, hand: Hand, why: string): void {
  const { life } = hand;
  if (life === undefined || life.isDead) return;
  bury(town, hand, life);
  life.ended.resolve(why);
}

/** Its lines work as they should from now on, and no trap waits for it. */
export function calmDown(life: Life): void {
  life.trapIn = 0;
  Object.assign(life.journal, CALM_JOURNAL);
  Object.assign(life.bus, CALM_BUS);
}

function bury({ time }: Town, hand: Hand, life: Life): void {
  if (life.isDead) return;
  life.isDead = true;
  time.kill(hand.name);
}

function openLife(town: Town, hand: Hand): Life {
  const crashAt = (point: string) => {
    if (life.isDead) return true;
    if (life.trapIn <= 0 || (life.trapIn -= 1) > 0) return false;
    kill(town, hand, `killed at ${point}`);
    return true;
  };
  const life: Life = {
    journal: { ...town.plan.journal, crashAt },
    bus: { ...town.plan.bus, crashAt },
    ended: Promise.withResolvers(),
    isDead: false,
    trapIn: 0,
  };
  if (isDusk(town)) calmDown(life);
  return life;
}

interface Birth {
  readonly world: World;
  readonly life: Life;
}

interface Lines {
  readonly world: World;
  readonly journal: Journal;
  readonly bus: Bus;
}

async function begin(town: Town, hand: Hand, { world, life }: Birth): Promise<void> {
  const journal = town.openJournal(hand.name, world, life.journal);
  const bus = town.openBus(world, life.bus);
  switch (hand.kind) {
    case "node":
      return await beginNode(town, hand, { world, life, journal, bus });
    case "worker":
      return await beginWorker(town, hand, { world, journal, bus });
    default:
      life.gate = await openCaller({ world, journal, bus });
  }
}

async function beginNode(
  town: Town,
  { name }: Hand,
  { world, life, journal, bus }: Birth & Lines,
): Promise<void> {
  const isOld = town.plan.isRolling && !isDusk(town) && town.luckOf(`release ${name}`).chance(0.5);
  const node = await startNode({
    world,
    journal,
    bus,
    roles: isOld ? town.cast.rolesBefore : town.cast.roles,
    release: isOld ? 1 : 2,
    node: name,
    limits: town.plan.limits,
    observe: {
      turn: ({ role, kind, from, to }) => town.note(`${name} ${role} ${kind}: ${from} → ${to}`),
      trouble: ({ what, error }) => town.note(`${name} trouble: ${what}: ${sentence(error)}`),
      quarantined: ({ address, kind }) => town.note(`${name} quarantines ${kind} of ${address}`),
    },
  });
  life.node = node;
  await node.lost;
  life.ended.resolve("lost its lease");
}

async function beginWorker(town: Town, { name }: Hand, lines: Lines): Promise<void> {
  await startEffectWorker({
    ...lines,
    vendors: vendorsAt(town, lines.world),
    name,
    claimMs: CLAIM_MS,
    sweepMs: 300,
    release: 1,
    observe: {
      trouble: ({ what, error }) => town.note(`${name} trouble: ${what}: ${sentence(error)}`),
    },
  });
}

function vendorsAt({ cast }: Town, world: World): Town["cast"]["vendors"] {
  const heard = Object.entries(cast.vendors).map(([name, it]) => [name, heardBy(world, it)]);
  return Object.fromEntries(heard);
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
