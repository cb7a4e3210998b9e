import { assert } from "@msafara/kernel";
import type { Luck } from "@msafara/sim";
import type { NodeProcess } from "../cluster/spawn-node.ts";
import { until } from "../cluster/until.ts";
import type { Arena, Mischief } from "./arena.ts";
import { freezeInCommit } from "./freeze-in-commit.ts";
import { watchRecovery } from "./watch-recovery.ts";

/** How often each is drawn, once every kind has come at least once. */
const WEIGHTS: Weights = {
  kill: 10,
  freeze: 4,
  "freeze-in-commit": 4,
  nap: 3,
  leave: 3,
  flush: 2,
  "redis-restart": 2,
  "postgres-fast": 1,
  "postgres-immediate": 1,
};

/** Longer than any lease: whoever wakes up finds that others have his agents. */
const FREEZE_MS = [4_500, 8_000] as const;
const NAP_MS = [100, 1_500] as const;
const REDIS_AWAY_MS = [100, 1_500] as const;
const WAKING_MS_MAX = 15_000;
const LOOK_FOR_VICTIM_MS = 500;

/** Hurts the cluster until the time is up: first each kind once, in an order of luck, then as drawn. */
export async function makeMischief(arena: Arena): Promise<ReadonlyMap<Mischief, number>> {
  const { options, world } = arena;
  const luck = arena.luckOf("mischief");
  const weights = allowed(options);
  const due = shuffled(weights, luck);
  const running: Promise<void>[] = [];
  const counts = new Map<Mischief, number>();
  for (const end = world.ticks() + options.mischiefMs; due.length > 0 || world.ticks() < end;) {
    await world.sleep(luck.between(...options.peaceMs));
    const mischief = due.shift() ?? luck.weigh(weights);
    const deed = await plan(arena, { mischief, luck, running });
    if (deed === undefined) {
      arena.log(`${mischief}: nobody may be hurt just now`);
      if (!counts.has(mischief)) due.push(mischief);
      continue;
    }
    counts.set(mischief, (counts.get(mischief) ?? 0) + 1);
    running.push(deed.done);
    // It is awaited in the end; until then a failure is nobody's unhandled rejection.
    deed.done.catch(() => undefined);
    // While PostgreSQL is away nobody else can be hurt: no one does anything.
    if (mischief.startsWith("postgres")) await deed.done;
  }
  for (let done = running.pop(); done !== undefined; done = running.pop()) await done;
  return counts;
}

interface Plan {
  readonly mischief: Mischief;
  readonly luck: Luck;
  /** What goes on after the cluster has got over a deed. */
  readonly running: Promise<void>[];
}

/** Begins a deed; absent when nobody is there to be hurt. Wrapped, since a promise alone would be awaited. */
async function plan(
  arena: Arena,
  { mischief, luck, running }: Plan,
): Promise<{ readonly done: Promise<void> } | undefined> {
  if (!isHurt(mischief)) return { done: hurtServer(arena, mischief, luck) };
  const victim = await findVictim(arena, luck);
  return victim && { done: hurtNode(arena, victim, { mischief, luck, running }) };
}

type Weights = Readonly<Record<Mischief, number>>;

function allowed({ only }: Arena["options"]): Weights {
  if (only === undefined) return WEIGHTS;
  const some = Object.entries(WEIGHTS).filter(([kind]) => only.includes(kind));
  assert(some.length > 0, `mischief is one of ${Object.keys(WEIGHTS).join(", ")}`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- What is left out is never drawn.
  return Object.fromEntries(some) as Weights;
}

function shuffled(weights: Weights, luck: Luck): Mischief[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `Object.keys` forgets the names.
  const kinds = Object.keys(weights) as Mischief[];
  for (let i = kinds.length - 1; i > 0; i--) {
    const other = luck.between(0, i);
    [kinds[i], kinds[other]] = [kinds[other]!, kinds[i]!];
  }
  return kinds;
}

type Hurt = Exclude<Mischief, "flush" | "redis-restart" | "postgres-fast" | "postgres-immediate">;

function isHurt(mischief: Mischief): mischief is Hurt {
  return mischief !== "flush" && !/^(redis|postgres)-/.test(mischief);
}

async function hurtServer(
  arena: Arena,
  mischief: Exclude<Mischief, Hurt>,
  luck: Luck,
): Promise<void> {
  const { servers, log } = arena;
  switch (mischief) {
    case "flush":
      log("Redis forgets everything");
      await servers.flushRedis();
      return;
    case "redis-restart":
      log("Redis is killed");
      await servers.restartRedis(luck.between(...REDIS_AWAY_MS));
      return;
    default: {
      const manner = mischief === "postgres-fast" ? "fast" : "immediate";
      log(`PostgreSQL restarts (${manner})`);
      await watchRecovery(arena, { mischief, victim: "PostgreSQL" }, () =>
        servers.restartPostgres(manner),
      );
    }
  }
}

type Blow = Plan & { readonly mischief: Hurt };

async function hurtNode(arena: Arena, victim: NodeProcess, blow: Blow): Promise<void> {
  const incarnation = victim.incarnation() ?? "";
  const { mischief } = blow;
  arena.log(`${mischief}: ${victim.name}`);
  arena.hurt.add(victim);
  const deed = { mischief, victim: victim.name, incarnation };
  await watchRecovery(arena, deed, () => strike(arena, victim, blow));
  if (mischief === "nap") arena.hurt.delete(victim);
}

/** One healthy node must stay, or nobody can take over. */
async function findVictim({ nodes, hurt }: Arena, luck: Luck): Promise<NodeProcess | undefined> {
  const look = () => {
    const healthy = nodes.flatMap((node) => {
      const life = node.life();
      const hosts = (life?.stats()?.stats.partitions ?? 0) > 0;
      return life === undefined || life.isOver() || hurt.has(life) || !hosts ? [] : [life];
    });
    const [first, ...rest] = healthy;
    return first === undefined || rest.length === 0 ? undefined : luck.pick([first, ...rest]);
  };
  const options = { withinMs: LOOK_FOR_VICTIM_MS };
  return await until("somebody may be hurt", look, options).catch(() => undefined);
}

async function strike(arena: Arena, life: NodeProcess, blow: Blow): Promise<void> {
  const { mischief, luck, running } = blow;
  const incarnation = life.incarnation() ?? "";
  switch (mischief) {
    case "kill":
      arena.buried.add(incarnation);
      life.kill("SIGKILL");
      return;
    case "leave":
      life.stop();
      await life.ended;
      return;
    case "nap":
      life.kill("SIGSTOP");
      await arena.world.sleep(luck.between(...NAP_MS));
      life.kill("SIGCONT");
      return;
    default:
      if (mischief === "freeze") life.kill("SIGSTOP");
      else await freezeInCommit(arena, life, incarnation);
      arena.buried.add(incarnation);
      running.push(thaw(arena, life, luck.between(...FREEZE_MS)));
  }
}

/** A node that wakes up after its lease must see that it is nobody any more, and end by itself. */
async function thaw({ world, wrongs }: Arena, life: NodeProcess, afterMs: number): Promise<void> {
  await world.sleep(afterMs);
  life.kill("SIGCONT");
  const isOver = () => life.isOver();
  await until("it ends", isOver, { withinMs: WAKING_MS_MAX }).catch(() =>
    wrongs.push(`lease: ${life.name} woke up after its lease and went on`),
  );
}
