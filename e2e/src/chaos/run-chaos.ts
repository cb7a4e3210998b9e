import { Fault } from "@msafara/kernel";
import { gatherEvidence, toyRoles } from "@msafara/sim";
import { isAtRest } from "../cluster/is-at-rest.ts";
import { takeInventory } from "../cluster/take-inventory.ts";
import { until } from "../cluster/until.ts";
import type { Arena } from "./arena.ts";
import { doBusiness, openForBusiness } from "./customers.ts";
import { populationOf } from "./draw-errand.ts";
import { forceStaleCommits } from "./force-stale-commits.ts";
import { makeMischief } from "./make-mischief.ts";
import { type Closers, openArena } from "./open-arena.ts";
import type { ChaosOptions } from "./options.ts";
import { type Report, reportOn } from "./report.ts";
import { tellProgress } from "./tell-progress.ts";
import { traceOwners } from "./trace-owners.ts";
import { trackWholeness } from "./track-wholeness.ts";
import { watchMemory } from "./watch-memory.ts";

const READY_MS_MAX = 60_000;
const REST_MS_MAX = 120_000;

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
  const interrupted = new Promise<never>((_, reject) => {
    const stop = () => reject(new Fault("Was interrupted", { retry: false }));
    signal?.addEventListener("abort", stop);
  });
  try {
    return await Promise.race([
      play(options, { log, closers, signal: closing.signal }),
      interrupted,
    ]);
  } finally {
    await close();
  }
}

interface Stage {
  readonly log: (line: string) => void;
  readonly closers: Closers;
  readonly signal: AbortSignal;
}

async function play(options: ChaosOptions, { log, closers, signal }: Stage): Promise<Report> {
  const dusk = new AbortController();
  const arena = await openArena({ options, log, dusk: dusk.signal, closers });
  await wholeAgain(arena);
  const scales = watchMemory(arena, signal);
  const gaps = trackWholeness(arena, signal);
  const explain = options.isVerbose === true ? traceOwners(arena, signal) : undefined;
  const population = populationOf(options.agents);
  log(`${options.nodes} nodes are ready, opening ${options.agents} agents`);
  await openForBusiness(arena, population);
  const open = scales.weigh();
  log("open for business, mischief begins");
  tellProgress(arena, dusk.signal);
  const business = doBusiness(arena, population);
  const mischief = await makeMischief(arena);
  log("mischief ends");
  await wholeAgain(arena);
  dusk.abort();
  arena.bank.calmDown();
  await business;
  log("the last customers have their answers");
  await comeToRest(arena);
  log("everything is at rest, the judges read");
  const memory = { open, rest: scales.weigh(), peakBytes: scales.peakBytes() };
  const found = { mischief, memory, gaps };
  await Promise.all(arena.nodes.map((node) => node.retire()));
  const report = await judge(arena, found);
  if (explain !== undefined) for (const late of report.timers.worst) log(explain(late));
  return report;
}

async function judge(
  arena: Arena,
  found: Omit<Parameters<typeof reportOn>[2], "staleCommits">,
): Promise<Report> {
  const { bank, asked, servers, buried } = arena;
  const staleCommits = await forceStaleCommits(servers.postgresUrl, buried);
  const evidence = gatherEvidence({
    inventory: await takeInventory(servers.postgresUrl),
    roles: toyRoles,
    asked,
    bank: { book: bank.book(), calls: bank.calls() },
  });
  return reportOn(arena, evidence, { ...found, staleCommits });
}

/** Every node has its share. */
async function wholeAgain({ nodes }: Arena): Promise<void> {
  const isWhole = () => nodes.every((node) => (node.life()?.stats()?.stats.partitions ?? 0) > 0);
  await until("every node hosts agents", isWhole, { withinMs: READY_MS_MAX, everyMs: 100 });
}

async function comeToRest({ look, wrongs }: Arena): Promise<void> {
  const options = { withinMs: REST_MS_MAX, everyMs: 100 };
  await until("nothing is left to do", () => isAtRest(look), options).catch((error: unknown) =>
    wrongs.push(`at-rest: ${String(error)}`),
  );
}
