import { Fault, type World } from "@msafara/kernel";
import {
  decode,
  encode,
  type Inquiry,
  type Order,
  type Result,
  type Vendor,
} from "@msafara/runtime";

interface HoldOrder {
  readonly shipmentId: string;
  readonly amount: { readonly amount: number };
  readonly capture: boolean;
}

/** How often the bank misbehaves, in 0..1 each; what is left over is prompt and clean. */
export interface BankMoods {
  /** Declines a card, for good. */
  readonly decline: number;
  /** Acts, and never says so. */
  readonly actAndHush: number;
  /** Does nothing, and never says so. */
  readonly idleAndHush: number;
  /** Takes long, then acts and answers. */
  readonly dawdle: number;
}

/** Money that the bank took into its hands, and where it went. */
export interface HeldMoney {
  readonly ref: string;
  readonly shipmentId: string;
  readonly amount: number;
  readonly standing: "held" | "voided" | "released" | "refunded";
}

/** A bank that keeps one verdict per idempotency key. */
export interface Bank extends Vendor {
  readonly book: () => readonly HeldMoney[];
  /** Turns its moods; without any it is prompt and clean. */
  readonly feel: (moods: Partial<BankMoods>) => void;
}

const CALM: BankMoods = { decline: 0, actAndHush: 0, idleAndHush: 0, dawdle: 0 };
const PROMPT_MS = 20;
const HUSH_MS = 400;
export const DAWDLE_MS = 8_000;

const ENDS: Readonly<Record<string, HeldMoney["standing"]>> = {
  void: "voided",
  release: "released",
  refund: "refunded",
};

type Verdict = { readonly done: Result } | { readonly declined: string };

/** Stands in for a bank, and for every way in which a real one does not answer. */
export function openBank(world: Pick<World, "dice" | "sleep">): Bank {
  const money = new Map<string, HeldMoney>();
  const verdicts = new Map<string, Verdict>();
  let moods = CALM;

  /** The first verdict stands, whatever mood a repeated order meets. */
  function act(order: Order, mayDecline: boolean): Verdict {
    const known = verdicts.get(order.id);
    if (known !== undefined) return known;
    const isDeclined = mayDecline && world.dice("bank.decline") < moods.decline;
    const verdict = order.kind === "hold" ? hold(order, isDeclined) : end(order);
    verdicts.set(order.id, verdict);
    return verdict;
  }

  function hold({ id, body }: Order, isDeclined: boolean): Verdict {
    if (isDeclined) return { declined: "card-declined" };
    const { shipmentId, amount, capture } = decode<HoldOrder>(encode(body));
    const ref = `ref-${id}`;
    money.set(ref, { ref, shipmentId, amount: amount.amount, standing: "held" });
    return { done: { ref, captured: capture } };
  }

  function end({ kind, body }: Order): Verdict {
    const held = money.get(body["ref"] as string);
    const standing = ENDS[kind];
    if (held === undefined || standing === undefined) return { declined: "not-found" };
    if (held.standing !== "held") return { declined: `already-${held.standing}` };
    money.set(held.ref, { ...held, standing });
    return { done: { ref: held.ref } };
  }

  return {
    perform: async (order) => {
      const mood = moodOf(moods, world.dice("bank.mood"));
      if (mood === "idleAndHush") return await hush(world);
      if (mood === "dawdle") await world.sleep(DAWDLE_MS);
      const verdict = act(order, order.kind === "hold");
      if (mood === "actAndHush") return await hush(world);
      await world.sleep(PROMPT_MS);
      if ("done" in verdict) return verdict.done;
      const { declined } = verdict;
      throw new Fault(`Cannot ${order.kind}: ${declined}`, { retry: false, code: declined });
    },
    inquire: async ({ id }): Promise<Inquiry> => {
      await world.sleep(PROMPT_MS);
      const verdict = verdicts.get(id);
      return verdict !== undefined && "done" in verdict ? verdict : "never-happened";
    },
    book: () => [...money.values()],
    feel: (next) => {
      moods = { ...CALM, ...next };
    },
  };
}

function moodOf(moods: BankMoods, luck: number): keyof BankMoods | "prompt" {
  let left = luck;
  for (const mood of ["actAndHush", "idleAndHush", "dawdle"] as const) {
    left -= moods[mood];
    if (left < 0) return mood;
  }
  return "prompt";
}

async function hush(world: Pick<World, "sleep">): Promise<never> {
  await world.sleep(HUSH_MS);
  throw new Fault("Cannot tell what the bank did: it did not answer", { retry: true });
}
