import type { World } from "@msafara/kernel";
import type { Order } from "@msafara/runtime";
import {
  type Manners,
  type MoodyVendor,
  openMoodyVendor,
  type Verdict,
} from "../day/moody-vendor.ts";

/** One verdict of the bank, in the order in which they fell. */
export interface MarketEntry {
  /** The idempotency key. */
  readonly id: string;
  readonly kind: "hold" | "void" | "release" | "refund";
  readonly verdict: "acted" | "refused";
  readonly why: string;
  readonly shipmentId: string;
  /** Which hold it is about. */
  readonly ref: string;
  /** Held, released, or given back. */
  readonly amount: number;
  /** What of a hold does not go back. */
  readonly kept: number;
}

/** A bank that keeps what the payers of a market pay. */
export interface MarketBank extends MoodyVendor {
  /** Every verdict. The first one stands. */
  readonly book: () => readonly MarketEntry[];
}

/** Money in the bank's hands. */
interface Held {
  readonly amount: number;
  isCaptured: boolean;
  endedBy: string | undefined;
}

interface Vault {
  readonly world: Pick<World, "dice">;
  readonly entries: Map<string, MarketEntry>;
  readonly held: Map<string, Held>;
}

const WAS: Readonly<Record<string, string>> = {
  void: "already-voided",
  release: "already-released",
  refund: "already-refunded",
};

/** Opens a bank that holds, voids, releases and refunds, and fails in the ways of a real one. */
export function openMarketBank(world: Pick<World, "dice" | "sleep">, manners: Manners): MarketBank {
  const vault: Vault = { world, entries: new Map(), held: new Map() };
  const vendor = openMoodyVendor(world, manners, {
    enter: (order, wished) => verdictOf(vault, enter(vault, order, wished)),
    recall: (id) => {
      const entry = vault.entries.get(id);
      return entry?.verdict === "acted" ? resultOf(vault, entry) : undefined;
    },
  });
  return { ...vendor, book: () => [...vault.entries.values()] };
}

function enter(vault: Vault, order: Order, wished: MarketEntry["verdict"]): MarketEntry {
  const known = vault.entries.get(order.id);
  if (known !== undefined) return known;
  const entry = order.kind === "hold" ? hold(vault, order, wished) : end(vault, order, wished);
  vault.entries.set(order.id, entry);
  return entry;
}

function hold({ world, held }: Vault, order: Order, wished: MarketEntry["verdict"]): MarketEntry {
  const { id, body } = order;
  const amount = amountIn(body["amount"]);
  const ref = `ref-${id}`;
  const why = wished === "acted" ? "" : pick(world, ["card-declined", "customer-silent", "closed"]);
  if (wished === "acted") {
    held.set(ref, { amount, isCaptured: body["capture"] === true, endedBy: undefined });
  }
  return entryOf(order, { verdict: wished, why, ref, amount, kept: 0 });
}

/** A hold can be ended once, by whoever comes first; what was captured cannot be voided. */
function end(vault: Vault, order: Order, wished: MarketEntry["verdict"]): MarketEntry {
  const ref = textIn(order.body["ref"]);
  const found = vault.held.get(ref);
  const about = {
    ref,
    amount: amountIn(order.body["amount"]),
    kept: amountIn(order.body["kept"]),
  };
  const why = whyNot(vault, found, { order, wished });
  if (why !== undefined) return entryOf(order, { verdict: "refused", why, ...about });
  if (found !== undefined) found.endedBy = order.kind;
  return entryOf(order, { verdict: "acted", why: "", ...about });
}

function whyNot(
  { world }: Vault,
  found: Held | undefined,
  { order, wished }: { readonly order: Order; readonly wished: MarketEntry["verdict"] },
): string | undefined {
  if (found === undefined) return "not-found";
  if (found.endedBy !== undefined) return WAS[found.endedBy] ?? "ended";
  if (order.kind === "void" && found.isCaptured) return "already-captured";
  if (wished === "acted") return undefined;
  // The bank settled its books meanwhile, or its desk is closed until somebody calls.
  if (order.kind !== "void" || world.dice("bank.captures") < 0.5) return "desk-closed";
  found.isCaptured = true;
  return "already-captured";
}

function entryOf(
  { id, kind, body }: Order,
  told: Pick<MarketEntry, "verdict" | "why" | "ref" | "amount" | "kept">,
): MarketEntry {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- The market has these four effects on its money.
  return { id, kind: kind as MarketEntry["kind"], shipmentId: textIn(body["shipmentId"]), ...told };
}

function verdictOf(vault: Vault, entry: MarketEntry): Verdict {
  if (entry.verdict === "refused") return { failed: entry.why };
  return { done: resultOf(vault, entry) };
}

function resultOf({ held }: Vault, { kind, ref }: MarketEntry) {
  return kind === "hold" ? { ref, captured: held.get(ref)?.isCaptured === true } : { ref };
}

function textIn(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function amountIn(money: unknown): number {
  const isMoney = typeof money === "object" && money !== null && "amount" in money;
  return isMoney ? Number(money.amount) : 0;
}

function pick<One>({ dice }: Pick<World, "dice">, list: readonly [One, ...One[]]): One {
  return list[Math.floor(dice("bank.why") * list.length)] ?? list[0];
}
