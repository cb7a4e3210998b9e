import type { World } from "@msafara/kernel";
import { type Address, partitionOf } from "../address.ts";
import { type Limits, LIMITS } from "../limits.ts";
import type { Bus } from "../ports/bus.ts";
import type { Journal } from "../ports/journal.ts";
import type { Role } from "../role.ts";
import { answerCalls } from "./calls.ts";
import { runEviction } from "./evict.ts";
import { runLane } from "./lane.ts";
import { runLoader } from "./loader.ts";
import type { Observer } from "./observer.ts";
import { giveUpAll, PLACEMENT_CHANNEL, runPlacing, trust } from "./placing.ts";
import { runSweep } from "./sweep.ts";
import { runTimers } from "./timer-loop.ts";
import { ArmedTimers } from "./timers.ts";
import { unwatched, type Watch } from "./watch.ts";
import { admit, distrust, isOurs, openYard, type Yard } from "./yard.ts";

/** What a node is put together from. */
export interface NodeOptions {
  readonly world: World;
  readonly journal: Journal;
  readonly bus: Bus;
  readonly roles: readonly Role[];
  /** The node's name for people; each start is an incarnation of its own. */
  readonly node: string;
  readonly incarnation?: string;
  readonly limits?: Partial<Limits>;
  /** What this release writes; it reads one further. */
  readonly release?: number;
  readonly observe?: Observer;
  readonly watch?: Watch;
}

/** What a node holds right now. */
export interface NodeStats {
  readonly partitions: number;
  readonly residents: number;
  readonly callsWaiting: number;
  readonly timersArmed: number;
  readonly byRole: Readonly<Record<string, number>>;
}

/** A running node. */
export interface Node {
  readonly incarnation: string;
  /** Ends turns under way, gives partitions back, leaves. */
  readonly stop: () => Promise<void>;
  /** Resolves when others have taken over: this incarnation will never decide again. */
  readonly lost: Promise<void>;
  /** Whether every partition has an owner and the lease holds. */
  readonly ready: () => boolean;
  readonly stats: () => NodeStats;
}

/** Joins the cluster and hosts its share of the agents until stopped or lost. */
export async function startNode(options: NodeOptions): Promise<Node> {
  const { world, journal, bus, node, release = 1 } = options;
  const incarnation = options.incarnation ?? world.mint("nod");
  const yard = openYard({
    world,
    journal,
    bus,
    limits: { ...LIMITS, ...options.limits },
    roles: options.roles,
    incarnation,
    release,
    observe: options.observe ?? {},
    watch: options.watch ?? unwatched,
    timers: new ArmedTimers(),
  });
  await join(yard, node);
  const stops = await Promise.all([
    bus.doorbell.listen(incarnation, (addresses) => {
      for (const address of addresses) heard(yard, address);
    }),
    bus.switchboard.serve(incarnation, answerCalls(yard)),
    bus.live.subscribe(PLACEMENT_CHANNEL, () => yard.placementBell.ring()),
  ]);
  const { placing, loops } = run(yard);

  return {
    incarnation,
    stop: async () => {
      if (yard.stopping) return;
      yard.stopping = true;
      ringAll(yard);
      await placing;
      if (!yard.fenced) await giveUpAll(yard);
      yard.fenced = true;
      ringAll(yard);
      await loops;
      for (const stop of stops) await stop();
      await yard.watch.close();
    },
    lost: lostOf(yard, placing),
    ready: () =>
      yard.owners.length > 0 && yard.owners.every((owner) => owner !== null) && !yard.fenced,
    stats: () => statsOf(yard),
  };
}

async function join(yard: Yard, node: string): Promise<void> {
  const { world, journal, incarnation, release, limits } = yard;
  const sentAt = world.ticks();
  const roster = await journal.join({ incarnation, node, release, leaseMs: limits.leaseMs });
  trust(yard, roster, sentAt);
}

/** Someone rang: what memory knows of this mailbox is no longer all. */
function heard(yard: Yard, address: Address): void {
  if (!isOurs(yard, partitionOf(address))) return;
  const resident = admit(yard, address);
  if (resident === undefined) yard.unlisted.add(partitionOf(address));
  else distrust(yard, resident);
}

function run(yard: Yard): { readonly placing: Promise<void>; readonly loops: Promise<unknown> } {
  const placing = runPlacing(yard).finally(() => ringAll(yard));
  const loops = Promise.all([
    ...yard.lanes.map((lane) => runLane(yard, lane)),
    runLoader(yard),
    runSweep(yard),
    runTimers(yard),
    runEviction(yard),
  ]);
  return { placing, loops };
}

/** Every loop looks up and sees what has changed. */
function ringAll(yard: Yard): void {
  for (const lane of yard.lanes) lane.bell.ring();
  const { loaderBell, placementBell, sweepBell, timerBell, evictionBell } = yard;
  for (const bell of [loaderBell, placementBell, sweepBell, timerBell, evictionBell]) bell.ring();
}

async function lostOf(yard: Yard, placing: Promise<void>): Promise<void> {
  await placing;
  if (yard.stopping) return await new Promise(() => {});
  for (const resident of yard.residents.values()) {
    for (const call of resident.calls.splice(0)) call.answer({ status: "not-mine" });
  }
}

function statsOf(yard: Yard): NodeStats {
  const byRole: Record<string, number> = {};
  for (const { role } of yard.residents.values()) {
    if (role !== undefined) byRole[role.name] = (byRole[role.name] ?? 0) + 1;
  }
  return {
    partitions: yard.owned.size,
    residents: yard.residents.size,
    callsWaiting: yard.callsWaiting,
    timersArmed: yard.timers.size,
    byRole,
  };
}
