import { Fault, type World } from "@msafara/kernel";
import type { Inquiry, Order, Result, Vendor } from "@msafara/runtime";

/** One thing a vendor was asked, in the order asked. */
export interface VendorCall {
  readonly id: string;
  readonly attempt: number;
  readonly what: "perform" | "inquire";
}

/** How often a vendor misbehaves, in 0..1 each; what is left over is prompt and clean. */
export interface Moods {
  /** Acts, then never says so. */
  readonly actAndHush: number;
  /** Does nothing, and never says so. */
  readonly idleAndHush: number;
  /** Refuses for good. */
  readonly refuse: number;
  /** Takes long, then acts and answers. */
  readonly dawdle: number;
  /** Says `unknown` to an inquiry that it will answer later. */
  readonly unsure: number;
}

/** A vendor's moods, and how long they last. */
export interface Manners {
  readonly moods: Moods;
  readonly hushMs: number;
  readonly dawdleMs: number;
}

/** What a vendor decided about one order. */
export type Verdict = { readonly done: Result } | { readonly failed: string };

/** What a vendor writes down. */
interface Ledger {
  /** Decides on an order. The first verdict stands, whatever mood a repeated order meets. */
  readonly enter: (order: Order, wished: "acted" | "refused") => Verdict;
  /** What was done under an id, if it was. */
  readonly recall: (id: string) => Result | undefined;
}

/** A vendor that one can calm down, and ask what it was asked. */
export interface MoodyVendor extends Vendor {
  readonly calls: () => readonly VendorCall[];
  /** From now on it is prompt and clean. */
  readonly calmDown: () => void;
}

/** Neither late nor silent. */
const CALM: Moods = { actAndHush: 0, idleAndHush: 0, refuse: 0, dawdle: 0, unsure: 0 };
const PROMPT_MS = 20;

/** A vendor that fails in every way a real one does on the way to what it writes down. */
export function openMoodyVendor(
  world: Pick<World, "dice" | "sleep">,
  { moods: first, hushMs, dawdleMs }: Manners,
  { enter, recall }: Ledger,
): MoodyVendor {
  const calls: VendorCall[] = [];
  let moods = first;

  async function perform(order: Order): Promise<Result> {
    calls.push({ id: order.id, attempt: order.attempt, what: "perform" });
    switch (pickMood(moods, world.dice("bank.mood"))) {
      case "actAndHush":
        enter(order, "acted");
        return await hush(world, hushMs);
      case "idleAndHush":
        return await hush(world, hushMs);
      case "refuse":
        return report(enter(order, "refused"));
      case "dawdle":
        await world.sleep(dawdleMs);
        return report(enter(order, "acted"));
      default:
        await world.sleep(PROMPT_MS);
        return report(enter(order, "acted"));
    }
  }

  async function inquire(order: Order): Promise<Inquiry> {
    calls.push({ id: order.id, attempt: order.attempt, what: "inquire" });
    const unsure = world.dice("bank.unsure") < moods.unsure;
    await world.sleep(PROMPT_MS);
    if (unsure) return "unknown";
    const done = recall(order.id);
    return done === undefined ? "never-happened" : { done };
  }

  return {
    perform,
    inquire,
    calls: () => calls,
    calmDown: () => {
      moods = CALM;
    },
  };
}

function pickMood(moods: Moods, luck: number): keyof Moods | "prompt" {
  let left = luck;
  for (const mood of ["actAndHush", "idleAndHush", "refuse", "dawdle"] as const) {
    left -= moods[mood];
    if (left < 0) return mood;
  }
  return "prompt";
}

function report(verdict: Verdict): Result {
  if ("done" in verdict) return verdict.done;
  throw new Fault(verdict.failed, { retry: false });
}

async function hush(world: Pick<World, "sleep">, hushMs: number): Promise<never> {
  await world.sleep(hushMs);
  throw new Fault("Cannot tell what the vendor did: it did not answer", { retry: true });
}
