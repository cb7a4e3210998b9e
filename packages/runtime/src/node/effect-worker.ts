import { Fault, type World } from "@msafara/kernel";
import { decode, encode, type Json } from "../body.ts";
import type { Bus, Task } from "../ports/bus.ts";
import type { ClaimedEffect, Journal } from "../ports/journal.ts";
import type { Order, Result, Vendor } from "../ports/vendor.ts";
import { openBell } from "./bell.ts";
import { EFFECTS_QUEUE, effectLaneOf } from "./delivery.ts";
import type { Observer } from "./observer.ts";
import { openOwners, type Owners } from "./owners.ts";

/** What a worker is put together from, and how hard it tries. */
export interface EffectWorkerOptions {
  readonly world: World;
  readonly journal: Journal;
  readonly bus: Bus;
  /** By the first part of an effect's kind: `bank` performs `bank.hold`. */
  readonly vendors: Readonly<Record<string, Vendor>>;
  readonly name: string;
  /**
   * The incarnation beside which it works just now, if it works beside a node: when that is buried,
   * others take up at once what it had in its hands. While it says `undefined`, nothing is claimed.
   */
  readonly holder?: () => string | undefined;
  readonly concurrency?: number;
  /** After so many tries nothing is performed any more: the vendor is asked until he knows. */
  readonly attemptsMax?: number;
  /** How long a claim keeps others away, unless its holder is buried; a try must be over before. */
  readonly claimMs?: number;
  readonly sweepMs?: number;
  readonly release?: number;
  readonly observe?: Observer;
}

/** A worker that carries effects out until stopped. */
export interface EffectWorker {
  /** Takes nothing new and waits for what is under way. */
  readonly stop: () => Promise<void>;
}

const BACKOFF_MS_MAX = 60_000;

interface Bench extends Required<Omit<EffectWorkerOptions, "observe" | "holder">> {
  readonly holder: EffectWorkerOptions["holder"];
  readonly observe: Observer;
  readonly owners: Owners;
}

/** Carries effects out: at least once, in order per lane, asking the vendor before anything is repeated (G5). */
export async function startEffectWorker(options: EffectWorkerOptions): Promise<EffectWorker> {
  const bench: Bench = {
    concurrency: 16,
    attemptsMax: 12,
    claimMs: 30_000,
    sweepMs: 1_000,
    release: 1,
    holder: undefined,
    ...options,
    observe: options.observe ?? {},
    owners: await openOwners(options),
  };
  const bell = openBell(bench.world);
  const underWay = new Set<Promise<void>>();
  const shift = { isOver: false };
  const stopWork = await bench.bus.tasks.work(
    EFFECTS_QUEUE,
    bench.concurrency,
    async (task: Task) => {
      await drainLane(bench, effectLaneOf(decode<string>(task.body)));
    },
  );

  async function sweep(): Promise<void> {
    while (!shift.isOver) {
      await bench.owners.lookAgain();
      await bell.wait(bench.sweepMs);
      if (!shift.isOver) await takeUp().catch((error: unknown) => report(bench, error));
    }
  }

  /** Whoever was not woken is found here; a vendor who is slow keeps nobody from the next look. */
  async function takeUp(): Promise<void> {
    const room = bench.concurrency - underWay.size;
    if (room <= 0) return;
    for (const effect of await claim(bench, { limit: room })) {
      const carried = carryOn(bench, effect).finally(() => underWay.delete(carried));
      underWay.add(carried);
    }
  }

  const sweeping = sweep();
  return {
    stop: async () => {
      shift.isOver = true;
      bell.ring();
      await sweeping;
      await stopWork();
      await Promise.all(underWay);
      await bench.owners.close();
    },
  };
}

function report(bench: Bench, error: unknown): void {
  bench.observe.trouble?.({ what: "effects", error });
}

/** One effect that the sweep found, and the rest of its lane. */
async function carryOn(bench: Bench, effect: ClaimedEffect): Promise<void> {
  try {
    if (await carry(bench, effect)) await drainLane(bench, effect);
  } catch (error) {
    report(bench, error);
  }
}

/** One effect of a lane after the other, as long as there are any due. */
async function drainLane(bench: Bench, { address, lane }: Lane): Promise<void> {
  try {
    for (;;) {
      const [effect] = await claim(bench, { limit: 1, lane: { address, lane } });
      if (effect === undefined || !(await carry(bench, effect))) return;
    }
  } catch (error) {
    report(bench, error);
  }
}

type Lane = ReturnType<typeof effectLaneOf>;

type Wish = Pick<Parameters<Journal["claimEffects"]>[0], "limit" | "lane">;

async function claim(bench: Bench, wish: Wish): Promise<readonly ClaimedEffect[]> {
  const { journal, world, claimMs } = bench;
  const ours = { claim: world.mint("clm"), claimMs, ...wish };
  if (bench.holder === undefined) return await journal.claimEffects(ours);
  const holder = bench.holder();
  return holder === undefined ? [] : await journal.claimEffects({ ...ours, holder });
}

/** Performs one effect and settles it, or puts it off. Answers whether its lane goes on. */
async function carry(bench: Bench, effect: ClaimedEffect): Promise<boolean> {
  const { id, attempt, kind, claim: ours } = effect;
  const order: Order = { id, kind, attempt, body: decode<Result>(effect.body) };
  const came = await outcomeOf(bench, order);
  if (came === "unknown") {
    await bench.journal.deferEffect({ id, claim: ours, waitMs: backoffMs(bench, attempt) });
    return false;
  }
  const body =
    "done" in came
      ? { type: `${kind}.done`, effectId: id, result: came.done }
      : { type: `${kind}.failed`, effectId: id, reason: came.failed };
  return await settle(bench, effect, body);
}

type Outcome = { readonly done: Result } | { readonly failed: string } | "unknown";

/** What came of this try. Nobody knows is never an end: an effect that may have acted has not failed. */
async function outcomeOf(bench: Bench, order: Order): Promise<Outcome> {
  try {
    return await tryOrder(bench, order);
  } catch (error) {
    bench.observe.trouble?.({ what: `effect ${order.kind}`, error });
    if (!(error instanceof Fault) || error.retry) return "unknown";
    return { failed: error.code ?? error.message };
  }
}

/** A try after the first may repeat what was done, so the vendor is asked what he did. After the last, only that. */
async function tryOrder(bench: Bench, order: Order): Promise<Outcome> {
  const vendor = vendorOf(bench, order);
  if (order.attempt === 1) return { done: await vendor.perform(order) };
  const told = await vendor.inquire(order);
  if (told !== "never-happened") return told;
  if (order.attempt > bench.attemptsMax) {
    return { failed: `Given up after ${bench.attemptsMax} tries that did nothing` };
  }
  return { done: await vendor.perform(order) };
}

/** The first part of a kind names who performs it: `bank` performs `bank.hold`, and `hold` performs `hold`. */
function vendorOf({ vendors }: Bench, { kind }: Order): Vendor {
  const [prefix = kind] = kind.split(".", 1);
  const vendor = vendors[prefix];
  if (vendor !== undefined) return vendor;
  throw new Fault(`Cannot perform "${kind}": no vendor "${prefix}" is wired`, { retry: true });
}

/** Result and effect change places in one transaction; then the agent's node is rung. */
async function settle(
  { journal, release, owners, bus }: Bench,
  { id, address, claim: ours }: ClaimedEffect,
  body: { readonly type: string } & Readonly<Record<string, Json>>,
): Promise<boolean> {
  const wish = { id, claim: ours, kind: body.type, body: encode(body), release };
  const settled = await journal.settleEffect(wish);
  const owner = owners.of(address);
  if (settled !== "lost" && owner !== undefined) bus.doorbell.ring(owner, [address]);
  return settled === "more";
}

function backoffMs({ world }: { readonly world: World }, attempt: number): number {
  const ceiling = Math.min(BACKOFF_MS_MAX, 250 * 2 ** Math.min(attempt, 10));
  return Math.ceil(ceiling * (0.5 + world.dice("effect-backoff") / 2));
}
