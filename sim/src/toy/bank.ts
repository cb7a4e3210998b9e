import { Fault, type World } from "@msafara/kernel";
import type { Inquiry, Order, Result, Vendor } from "@msafara/runtime";

/** What the bank did about one order, by its idempotency key. The first verdict stands. */
export interface BankEntry {
  readonly id: string;
  readonly kind: string;
  readonly payment: string;
  readonly amount: number;
  /** `acted` moved money; `refused` will never. */
  readonly verdict: "acted" | "refused";
}

/** One thing the bank was asked, in the order asked. */
export interface BankCall {
  readonly id: string;
  readonly attempt: number;
  readonly what: "perform" | "inquire";
}

/** How often the bank misbehaves, in 0..1 each; what is left over is prompt and clean. */
export interface BankMoods {
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

export interface BankOptions {
  readonly moods: BankMoods;
  readonly hushMs: number;
  readonly dawdleMs: number;
}

export interface Bank extends Vendor {
  /** What it really did, in the order it did it. */
  readonly book: () => readonly BankEntry[];
  readonly calls: () => readonly BankCall[];
  /** From now on it is prompt and clean. */
  readonly calmDown: () => void;
}

/** A bank in a bad mood. */
export const GRUMPY: BankOptions = {
  moods: { actAndHush: 0.15, idleAndHush: 0.15, refuse: 0.1, dawdle: 0.1, unsure: 0.3 },
  hushMs: 400,
  dawdleMs: 3_000,
};

const CALM: BankMoods = { actAndHush: 0, idleAndHush: 0, refuse: 0, dawdle: 0, unsure: 0 };
const PROMPT_MS = 20;

/**
 * Stands in for a bank that keeps one verdict per idempotency key, as real ones do, and that fails
 * in every way a real one does on the way there.
 */
export function openBank(
  world: Pick<World, "dice" | "sleep">,
  options: BankOptions = GRUMPY,
): Bank {
  const entries = new Map<string, BankEntry>();
  const calls: BankCall[] = [];
  let moods = options.moods;

  async function perform(order: Order): Promise<Result> {
    calls.push({ id: order.id, attempt: order.attempt, what: "perform" });
    switch (pickMood(moods, world.dice("bank.mood"))) {
      case "actAndHush":
        enter(entries, order, "acted");
        return await hush(world, options.hushMs);
      case "idleAndHush":
        return await hush(world, options.hushMs);
      case "refuse":
        return report(enter(entries, order, "refused"));
      case "dawdle":
        await world.sleep(options.dawdleMs);
        return report(enter(entries, order, "acted"));
      default:
        await world.sleep(PROMPT_MS);
        return report(enter(entries, order, "acted"));
    }
  }

  async function inquire(order: Order): Promise<Inquiry> {
    calls.push({ id: order.id, attempt: order.attempt, what: "inquire" });
    const unsure = world.dice("bank.unsure") < moods.unsure;
    await world.sleep(PROMPT_MS);
    if (unsure) return "unknown";
    const entry = entries.get(order.id);
    return entry?.verdict === "acted" ? { done: { payment: entry.payment } } : "never-happened";
  }

  return {
    perform,
    inquire,
    book: () => [...entries.values()],
    calls: () => calls,
    calmDown: () => {
      moods = CALM;
    },
  };
}

function pickMood(moods: BankMoods, luck: number): keyof BankMoods | "prompt" {
  let left = luck;
  for (const mood of ["actAndHush", "idleAndHush", "refuse", "dawdle"] as const) {
    left -= moods[mood];
    if (left < 0) return mood;
  }
  return "prompt";
}

/** The first verdict stands, whatever mood a repeated order meets. */
function enter(
  entries: Map<string, BankEntry>,
  order: Order,
  wished: BankEntry["verdict"],
): BankEntry {
  const known = entries.get(order.id);
  if (known !== undefined) return known;
  const { payment, amount } = order.body;
  const entry = {
    id: order.id,
    kind: order.kind,
    payment: typeof payment === "string" ? payment : "",
    amount: Number(amount),
    verdict: mayAct(entries, order) ? wished : "refused",
  } as const;
  entries.set(order.id, entry);
  return entry;
}

/** Only what is held can be given up or handed over, once. */
function mayAct(entries: Map<string, BankEntry>, order: Order): boolean {
  const acts = [...entries.values()].filter(
    ({ payment, verdict }) => payment === order.body["payment"] && verdict === "acted",
  );
  if (order.kind === "bank.hold") return true;
  return (
    acts.some(({ kind }) => kind === "bank.hold") && acts.every(({ kind }) => kind === "bank.hold")
  );
}

function report({ verdict, payment }: BankEntry): Result {
  if (verdict === "acted") return { payment };
  throw new Fault("Cannot carry out the order: the bank declines", { retry: false });
}

async function hush(world: Pick<World, "sleep">, hushMs: number): Promise<never> {
  await world.sleep(hushMs);
  throw new Fault("Cannot tell what the bank did: it did not answer", { retry: true });
}
