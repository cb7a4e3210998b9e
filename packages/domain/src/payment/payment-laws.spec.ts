import {
  type Arbitrary,
  array,
  assert,
  constantFrom,
  integer,
  oneof,
  property,
  record,
} from "fast-check";
import { isRefusal } from "@msafara/kernel";
import { expect, test } from "vitest";
import type { Consequence, Fields } from "../consequence.ts";
import { decidePayment } from "./decide-payment.ts";
import { evolvePayment } from "./evolve-payment.ts";
import { followPayment } from "./follow-payment.ts";
import { isSettled, noPayment, type Payment, type PaymentMessage } from "./payment.ts";
import { PAYMENT_ARROWS, paymentPhase, type PaymentPhase } from "./payment-phase.ts";

const PRICE = { amount: 900, currency: "KES" };

/** Keeps one verdict per order, as real ones do; what it says it did, it did. */
interface Vendor {
  readonly orders: { readonly deed: string; readonly body: Fields }[];
  readonly holds: Map<string, { captured: boolean; ends: string[] }>;
}

type Mood = "does" | "fails" | "captures";

/** The vendor carries out the oldest order that it has, and says so. */
function perform({ orders, holds }: Vendor, mood: Mood): PaymentMessage | undefined {
  const order = orders.shift();
  if (order === undefined) return undefined;
  const { deed, body } = order;
  const effectId = "eff_1";
  if (mood === "fails") return { type: `${deed}.failed`, effectId, reason: "no" } as PaymentMessage;
  if (deed === "hold") {
    const ref = `ref_${holds.size}`;
    const captured = mood === "captures";
    holds.set(ref, { captured, ends: [] });
    return { type: "hold.done", effectId, result: { ref, captured } };
  }
  const hold = holds.get(String(body["ref"]))!;
  expect(body["amount"].amount + body["kept"].amount).toBe(PRICE.amount);
  hold.ends.push(deed);
  return { type: `${deed}.done`, effectId, result: {} } as PaymentMessage;
}

type Step = { readonly mood: Mood } | { readonly say: PaymentMessage; readonly times: number };

const bidId = constantFrom("bid_a", "bid_a", "bid_b");
const caseId = constantFrom("cse_1", "cse_1", undefined);
const anyOrder = record({
  type: constantFrom(
    ...(["hold-payment", "void-payment", "release-payment", "refund-payment"] as const),
    ...(["dispute-payment", "void-payment", "hold-payment"] as const),
  ),
  bidId,
  caseId,
  part: integer({ min: 0, max: 950 }),
}).map(({ type, bidId: bid, caseId: verdictOf, part }): PaymentMessage => {
  const of = { shipmentId: "shp_1", bidId: bid, why: "because" } as const;
  const verdict = verdictOf === undefined ? {} : ({ caseId: verdictOf } as const);
  const parties = { shipperId: "shr_1", driverId: "drv_1", deliverBy: 5, amount: PRICE } as const;
  switch (type) {
    case "hold-payment":
      return { type, ...of, ...parties };
    case "refund-payment":
      return { type, ...of, ...verdict, amount: { ...PRICE, amount: part } };
    case "dispute-payment":
      return { type, ...of, caseId: "cse_1" };
    default:
      return { type, ...of, ...verdict } as PaymentMessage;
  }
});
const anyLate = record({
  type: constantFrom("hold-late" as const),
  round: integer({ min: 1, max: 4 }),
});
const anyStep: Arbitrary<Step> = oneof(
  record({ mood: constantFrom<Mood>("does", "does", "does", "fails", "captures") }),
  record({ say: oneof(anyOrder, anyOrder, anyLate), times: constantFrom(1, 1, 2) }),
);

/** A shipment's money on a day when everything comes twice, late, and in the wrong order. */
function playDay(steps: readonly Step[]) {
  let payment: Payment = noPayment("shp_1");
  const vendor: Vendor = { orders: [], holds: new Map() };
  const moves: [PaymentPhase, PaymentPhase][] = [];
  let wasStuck = false;
  const by = { userId: "usr_root", role: "admin" } as const;

  function tell(message: PaymentMessage): void {
    const events = decidePayment(payment, message, { sender: "platform/shp_1", now: 0 });
    if (isRefusal(events)) return;
    const before = paymentPhase(payment).phase;
    for (const event of events) {
      payment = evolvePayment(payment, event);
      wasStuck ||= event.type === "payment.stuck";
      for (const follows of followPayment(event, { state: payment, given: { now: 0 } }))
        take(follows);
    }
    moves.push([before, paymentPhase(payment).phase]);
    judge();
  }
  function take(follows: Consequence): void {
    if ("effect" in follows) vendor.orders.push({ deed: follows.effect, body: follows.body });
  }
  function hear(mood: Mood): void {
    const result = perform(vendor, mood);
    if (result !== undefined) tell(result);
  }
  function judge(): void {
    expect(vendor.orders.length).toBeLessThanOrEqual(1);
    expect([...vendor.holds.values()].every(({ ends }) => ends.length <= 1)).toBe(true);
    const open = [...vendor.holds.values()].filter(({ ends }) => ends.length === 0);
    const held = payment.bookings.filter(({ standing }) => standing.money === "held");
    expect(open.length).toBe(held.length);
    expect(held.filter(({ ending }) => ending === undefined).length).toBeLessThanOrEqual(1);
    if (!wasStuck) expect(open.length).toBeLessThanOrEqual(1);
  }
  /** The shipment is over: whatever is still open is given up, people mend what is stuck. */
  function close(): void {
    for (let i = 0; i < 20; i++) {
      hear("does");
      for (const { terms, caseId: open } of payment.bookings) {
        const of = { shipmentId: "shp_1", bidId: terms.bidId, why: "over" } as const;
        tell({ type: "void-payment", ...of });
        if (open !== undefined) tell({ type: "release-payment", ...of, caseId: open });
      }
      tell({ type: "retry-settlement", by });
    }
  }

  for (const step of steps) {
    if ("mood" in step) hear(step.mood);
    else for (let i = 0; i < step.times; i++) tell(step.say);
  }
  close();
  return { payment, holds: [...vendor.holds.values()], moves };
}

const anyDay = array(anyStep, { maxLength: 30 });

test("every hold ends once: released, refunded or voided, and never two ways", () => {
  assert(
    property(anyDay, (steps) => {
      const { payment, holds } = playDay(steps);
      expect(payment.bookings.every(isSettled)).toBe(true);
      expect(holds.map(({ ends }) => ends.length)).toEqual(holds.map(() => 1));
      const released = holds.filter(({ ends }) => ends[0] === "release");
      expect(released.length).toBeLessThanOrEqual(1);
      for (const { captured, ends } of holds) {
        if (captured) expect(ends[0]).not.toBe("void");
      }
    }),
    { numRuns: 100 },
  );
});

test("its states move as they are drawn, and every arrow happens", () => {
  const seen = new Set<string>();
  const drawn = Object.entries(PAYMENT_ARROWS).flatMap(([from, all]) =>
    all.map((to) => `${from} → ${to}`),
  );
  assert(
    property(anyDay, (steps) => {
      for (const [from, to] of playDay(steps).moves) if (from !== to) seen.add(`${from} → ${to}`);
    }),
    { numRuns: 600, seed: 7 },
  );
  expect([...seen].toSorted()).toEqual(drawn.toSorted());
});
