import { realWorld } from "@msafara/kernel";
import { openRedisBus } from "@msafara/bus";
import { openCaller } from "@msafara/runtime";
import { seededDice } from "@msafara/runtime/memory";
import { gatherEvidence, GRUMPY, luckOf, openBank, toyRoles } from "@msafara/sim";
import { openJournal } from "@msafara/store";
import type { NodeWord } from "../cluster/node-orders.ts";
import { openBankDesk } from "../cluster/open-bank-desk.ts";
import { openLook } from "../cluster/open-look.ts";
import { openServers, type Servers } from "../cluster/open-servers.ts";
import { isCrash, supervise } from "../cluster/supervise.ts";
import { takeInventory } from "../cluster/take-inventory.ts";
import { until } from "../cluster/until.ts";
import type { Arena } from "./arena.ts";
import { doBusiness, openForBusiness } from "./customers.ts";
import { populationOf } from "./draw-errand.ts";
import { forceStaleCommits } from "./force-stale-commits.ts";
import { makeMischief } from "./make-mischief.ts";
import type { ChaosOptions } from "./options.ts";
import { type Memory, type Report, reportOn } from "./report.ts";
import { trackWholeness } from "./track-wholeness.ts";
import { traceOwners } from "./trace-owners.ts";

const CALLERS = 2;
const PROGRESS_MS = 5_000;
/** Shorter than the bank can dawdle, so that two workers meet over one effect. */
const CLAIM_MS = 2_500;
const BANK = { ...GRUMPY, hushMs: 1_000, dawdleMs: 4_000 };
const READY_MS_MAX = 60_000;
const REST_MS_MAX = 120_000;

/** Closes one after the other what was opened, the last first. */
type Closers = (() => Promise<void>)[];

/** One run: open for business, mischief, rest, judgement. Leaves nothing running, whatever happens. */
export async function runChaos(
  options: ChaosOptions,
  { log, signal }: { readonly log: (line: string) => void; readonly signal?: AbortSignal },
): Promise<Report> {
  const closers: Closers = [];
  const closing = new AbortController();
  const close = async () => {
    closing.abort();
    for (let end = closers.pop(); end !== undefined; end = closers.pop()) await end();
  };
  signal?.addEventListener("abort", () => void close());
  try {
    return await play(options, { log, closers, signal: closing.signal });
  } finally {
    await close();
  }
}

interface Stage {
  readonly log: (line: string) => void;
  readonly closers: Closers;
  readonly signal: AbortSignal;
}

async function play(options: ChaosOptions, stage: Stage): Promise<Report> {
  const { log } = stage;
  const dusk = new AbortController();
  const arena = await openArena(options, stage, dusk.signal);
  const population = populationOf(options.agents);
  const memory = watchMemory(arena, stage.signal);
  const gaps = trackWholeness(arena, stage.signal);
  log(`${options.nodes} nodes are ready, opening ${options.agents} agents`);
  await openForBusiness(arena, population);
  log("open for business, mischief begins");
  const explain = options.isVerbose === true ? traceOwners(arena, stage.signal) : undefined;
  const progress = tellProgress(arena, stage.signal);
  const business = doBusiness(arena, population);
  const mischief = await makeMischief(arena);
  log("mischief ends");
  await wholeAgain(arena);
  dusk.abort();
  arena.bank.calmDown();
  await business;
  await comeToRest(arena);
  progress.abort();
  log("everything is at rest, the judges read");
  const found = memory();
  await Promise.all(arena.nodes.map((node) => node.retire()));
  const staleCommits = await forceStaleCommits(arena.servers.postgresUrl, arena.buried);
  const evidence = gatherEvidence({
    inventory: await takeInventory(arena.servers.postgresUrl),
    roles: toyRoles,
    asked: arena.asked,
    bank: { book: arena.bank.book(), calls: arena.bank.calls() },
  });
  const report = reportOn(arena, evidence, { mischief, staleCommits, memory: found, gaps });
  if (explain !== undefined) for (const late of report.timers.worst) log(explain(late));
  return report;
}

async function openArena(
  options: ChaosOptions,
  { log, closers }: Stage,
  dusk: AbortSignal,
): Promise<Arena> {
  const world = realWorld();
  const dice = (purpose: string) => seededDice(`${options.seed} ${purpose}`);
  const servers = await openServers();
  closers.push(servers.close);
  const bankDice = dice("bank");
  const bank = openBank({ dice: () => bankDice(), sleep: world.sleep }, BANK);
  const desk = await openBankDesk(bank);
  closers.push(desk.close);
  const look = openLook(servers.postgresUrl);
  closers.push(look.close);
  const arena: Omit<Arena, "nodes" | "callers"> = {
    ...{ options, world, servers, look, bank, log, dusk },
    luckOf: (purpose) => luckOf(dice(purpose)),
    ...{ asked: [], windows: [], takeovers: [], wrongs: [] },
    ...{ buried: new Set<string>(), hurt: new WeakSet(), troubles: new Map<string, number>() },
  };
  const nodes = superviseNodes(arena, desk.url);
  closers.push(async () => void (await Promise.all(nodes.map((node) => node.destroy()))));
  const callers = [await openGate(servers, closers)] as const;
  const others = await Promise.all(
    Array.from({ length: CALLERS - 1 }, () => openGate(servers, closers)),
  );
  const whole: Arena = { ...arena, nodes, callers: [...callers, ...others] };
  await wholeAgain(whole);
  return whole;
}

function superviseNodes(arena: Omit<Arena, "nodes" | "callers">, bankUrl: string): Arena["nodes"] {
  const { options, servers, troubles, wrongs } = arena;
  const { postgresUrl, redis } = servers;
  const orders = { postgresUrl, redisUrl: redis.url, prefix: "chaos", bankUrl, claimMs: CLAIM_MS };
  const hear = (name: string) => (word: NodeWord) => {
    if (word.told === "trouble" && options.isVerbose === true) {
      arena.log(`${new Date().toISOString()} ${name}: ${word.what}: ${word.error}`);
    }
    if (word.told === "trouble") troubles.set(word.what, (troubles.get(word.what) ?? 0) + 1);
    if (word.told === "started") arena.log(`${word.incarnation} has started`);
    if (word.told === "quarantined") wrongs.push(`quarantine: ${word.address}: ${word.error}`);
  };
  return Array.from({ length: options.nodes }, (_, i) => {
    const name = `node-${i + 1}`;
    return supervise({
      orders: { ...orders, name, release: 2 },
      hear: hear(name),
      ended: (ending, life) => {
        arena.log(`${name} ${life.incarnation() ?? ""} ended: ${ending.signal ?? ending.code}`);
        if (isCrash(ending)) wrongs.push(`crash: ${name} ended by itself: ${ending.stderr}`);
      },
    });
  });
}

async function openGate(servers: Servers, closers: Closers): Promise<Arena["callers"][0]> {
  const world = realWorld();
  const journal = openJournal({ connectionString: servers.postgresUrl, world });
  const bus = await openRedisBus({ url: servers.redis.url, world, prefix: "chaos" });
  const caller = await openCaller({ world, journal, bus });
  closers.push(async () => {
    await caller.close();
    await bus.close();
    await journal.close();
  });
  return caller;
}

/** Every partition has a living owner, and every node its share. */
async function wholeAgain({ nodes }: Arena): Promise<void> {
  const isWhole = () => nodes.every((node) => (node.life()?.stats()?.stats.partitions ?? 0) > 0);
  await until("every node hosts agents", isWhole, { withinMs: READY_MS_MAX, everyMs: 100 });
}

/** No mail, no effects, no timers: whatever was begun has been brought to its end. */
async function comeToRest({ look, wrongs }: Arena): Promise<void> {
  const isAtRest = async () => {
    const [left] = await look.ask<{ left: number }>(
      `SELECT (SELECT count(*) FROM messages) + (SELECT count(*) FROM timers)
            + (SELECT count(*) FROM effects) AS left`,
    );
    return left?.left === 0;
  };
  const options = { withinMs: REST_MS_MAX, everyMs: 100 };
  await until("nothing is left to do", isAtRest, options).catch((error: unknown) =>
    wrongs.push(`at-rest: ${String(error)}`),
  );
}

function watchMemory({ nodes, world }: Arena, signal: AbortSignal): () => Memory {
  let peakBytes = 0;
  const now = () => nodes.flatMap((node) => node.life()?.stats() ?? []);
  async function watch(): Promise<void> {
    while (!signal.aborted) {
      peakBytes = Math.max(peakBytes, ...now().map(({ rssBytes }) => rssBytes));
      await world.sleep(PROGRESS_MS / 10, signal);
    }
  }
  void watch();
  return () => ({
    peakBytes,
    restBytes: now().map(({ rssBytes }) => rssBytes),
    residents: now().reduce((sum, { stats }) => sum + stats.residents, 0),
  });
}

function tellProgress(arena: Arena, signal: AbortSignal): AbortController {
  const { world, asked, nodes, takeovers, wrongs, log } = arena;
  const told = new AbortController();
  signal.addEventListener("abort", () => told.abort());
  async function tell(): Promise<void> {
    for (let last = asked.length; !told.signal.aborted; last = asked.length) {
      await world.sleep(PROGRESS_MS, told.signal);
      const rate = Math.round((asked.length - last) / (PROGRESS_MS / 1_000));
      const alive = nodes.filter((node) => node.life()?.incarnation() !== undefined).length;
      const slowest = Math.max(0, ...takeovers.map(({ firstTurnMs }) => firstTurnMs));
      log(
        `${asked.length} answers (${rate}/s), ${alive}/${nodes.length} nodes, ` +
          `${takeovers.length} takeovers (slowest ${Math.round(slowest)} ms), ${wrongs.length} wrongs`,
      );
    }
  }
  void tell();
  return told;
}
