import type { World } from "@msafara/kernel";
import type { Order } from "@msafara/runtime";
import {
  type Manners,
  type Moods,
  type MoodyVendor,
  openMoodyVendor,
  type VendorCall,
  type Verdict,
} from "../day/moody-vendor.ts";

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
export type BankCall = VendorCall;

/** How often the bank misbehaves. */
export type BankMoods = Moods;

export type BankOptions = Manners;

export interface Bank extends MoodyVendor {
  /** What it really did, in the order it did it. */
  readonly book: () => readonly BankEntry[];
}

/** A bank in a bad mood. */
export const GRUMPY: BankOptions = {
  moods: { actAndHush: 0.15, idleAndHush: 0.15, refuse: 0.1, dawdle: 0.1, unsure: 0.3 },
  hushMs: 400,
  dawdleMs: 3_000,
};

/** Stands in for a bank that keeps one verdict per idempotency key, as real ones do. */
export function openBank(
  world: Pick<World, "dice" | "sleep">,
  options: BankOptions = GRUMPY,
): Bank {
  const entries = new Map<string, BankEntry>();
  const vendor = openMoodyVendor(world, options, {
    enter: (order, wished) => verdictOf(enter(entries, order, wished)),
    recall: (id) => {
      const entry = entries.get(id);
      return entry?.verdict === "acted" ? { payment: entry.payment } : undefined;
    },
  });
  return { ...vendor, book: () => [...entries.values()] };
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

function verdictOf({ verdict, payment }: BankEntry): Verdict {
  return verdict === "acted"
    ? { done: { payment } }
    : { failed: "Cannot carry out the order: the bank declines" };
}
