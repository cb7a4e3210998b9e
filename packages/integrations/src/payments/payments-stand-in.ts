import type { PaymentDeed } from "@msafara/domain";
import { assert, Fault, type Instant, type World } from "@msafara/kernel";
import type { Inquiry, Order, Result, Vendor } from "@msafara/runtime";
import type { PaymentEntry, PaymentLedger } from "./payment-ledger.ts";
import { mishapOf, type PaymentLuck, type PaymentMishap } from "./payment-luck.ts";

/** What a stand-in is put together from. */
export interface PaymentsStandInOptions {
  readonly world: Pick<World, "now" | "sleep" | "dice">;
  readonly ledger: PaymentLedger;
  readonly luck?: PaymentLuck;
  /** How long an answer takes. */
  readonly promptMs?: number;
  readonly dawdleMs?: number;
  /** How long the line stays open when nothing is said. */
  readonly hushMs?: number;
}

const DAY_MS = 24 * 60 * 60 * 1_000;
/** A card's authorisation lasts about so long at the vendors (R9). */
const AUTHORISED_MS = 7 * DAY_MS;

/** What is said of a hold that has ended otherwise already. */
const ENDED: Readonly<Record<PaymentDeed, string>> = {
  hold: "already-held",
  void: "already-voided",
  release: "already-released",
  refund: "already-refunded",
};

interface Desk extends Required<PaymentsStandInOptions> {}

/**
 * A provider that keeps money in escrow, as the real ones do: the same key, the same answer; a hold ends
 * once; what was captured is refunded and not voided; and how it misbehaves is a setting (R15).
 */
export function paymentsStandIn(options: PaymentsStandInOptions): Vendor {
  const desk: Desk = { luck: {}, promptMs: 150, dawdleMs: 8_000, hushMs: 20_000, ...options };
  return {
    perform: (order) => perform(desk, order),
    inquire: async ({ id }): Promise<Inquiry> => {
      await desk.world.sleep(desk.promptMs);
      const entry = await desk.ledger.read(id);
      return entry?.outcome === "done" ? { done: resultOf(entry) } : "never-happened";
    },
  };
}

async function perform(desk: Desk, order: Order): Promise<Result> {
  const { world, luck, promptMs, dawdleMs, hushMs } = desk;
  const asked = askedIn(order);
  const mishap = mishapOf(luck, asked, world.dice("payments.mishap"));
  await world.sleep(mishap === "dawdle" ? dawdleMs : promptMs);
  if (mishap !== "idle-and-hush") {
    const entry = await act(desk, asked, mishap);
    if (mishap !== "act-and-hush") return resultOrFault(entry);
  }
  await world.sleep(hushMs);
  const sentence = `Cannot tell what came of "${order.kind}": the provider did not answer`;
  throw new Fault(sentence, { retry: true });
}

/** Whoever was faster wrote first, under this key or to this hold; then what is there now counts. */
async function act(
  desk: Desk,
  asked: Asked,
  mishap: PaymentMishap | undefined,
): Promise<PaymentEntry> {
  for (;;) {
    const known = await desk.ledger.read(asked.key);
    if (known !== undefined) return known;
    const done = asked.deed === "hold" ? [] : await desk.ledger.doneOf(asked.ref);
    const at = desk.world.now();
    const outcome = outcomeOf(asked, { done, at, mishap });
    const captured = asked.deed === "hold" ? asked.capture : done[0]?.captured === true;
    const { key, ref, deed, amount, kept, currency } = asked;
    const entry = { key, ref, deed, outcome, captured, amount, kept, currency, at };
    if (await desk.ledger.append(entry)) return entry;
  }
}

/** What is known when an order is judged. */
interface Known {
  readonly done: readonly PaymentEntry[];
  readonly at: Instant;
  readonly mishap: PaymentMishap | undefined;
}

/** What a provider says of an order, by its book. */
function outcomeOf(asked: Asked, known: Known): string {
  const { mishap } = known;
  if (mishap === "refuse") return "provider-refused";
  if (asked.deed !== "hold") return endingOf(asked, known);
  return mishap === undefined ? "done" : (NO_MONEY[mishap] ?? "done");
}

function endingOf({ deed, amount, kept, currency }: Asked, { done, at }: Known): string {
  const [hold, end] = done;
  if (hold === undefined) return "hold-not-found";
  if (end !== undefined) return ENDED[end.deed];
  if (hold.currency !== currency || amount + kept !== hold.amount) return "amount-wrong";
  if (hold.captured) return deed === "void" ? "already-captured" : "done";
  return at - hold.at > AUTHORISED_MS ? "authorisation-lapsed" : "done";
}

const NO_MONEY: Readonly<Partial<Record<PaymentMishap, string>>> = {
  decline: "card-declined",
  "customer-silent": "customer-silent",
};

function resultOrFault(entry: PaymentEntry): Result {
  const { deed, outcome } = entry;
  if (outcome === "done") return resultOf(entry);
  const sentence = `Cannot carry out "${deed}": the provider says "${outcome}"`;
  throw new Fault(sentence, { retry: false, code: outcome });
}

function resultOf({ deed, ref, captured }: PaymentEntry): Result {
  return deed === "hold" ? { ref, captured } : { ref };
}

interface Asked {
  readonly key: string;
  readonly deed: PaymentDeed;
  readonly ref: string;
  readonly amount: number;
  readonly kept: number;
  readonly currency: string;
  readonly capture: boolean;
  readonly shipperId: string;
}

const DEEDS: readonly string[] = ["hold", "void", "release", "refund"];

/** Reads an order as the rule of payments writes it. */
function askedIn({ id, kind, body }: Order): Asked {
  assert(isDeed(kind), "a provider of payments is asked about payments");
  const money = amountIn(body["amount"]);
  assert(money !== undefined, "an order about money names an amount");
  return {
    key: id,
    deed: kind,
    ref: kind === "hold" ? `hold-${id}` : textIn(body["ref"]),
    ...money,
    kept: amountIn(body["kept"])?.amount ?? 0,
    capture: body["capture"] === true,
    shipperId: textIn(body["shipperId"]),
  };
}

function isDeed(kind: string): kind is PaymentDeed {
  return DEEDS.includes(kind);
}

function textIn(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function amountIn(value: unknown): { amount: number; currency: string } | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (!("amount" in value) || !("currency" in value)) return undefined;
  const { amount, currency } = value;
  if (typeof amount !== "number" || typeof currency !== "string") return undefined;
  return { amount, currency };
}
