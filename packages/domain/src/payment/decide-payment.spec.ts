import { isRefusal } from "@msafara/kernel";
import { describe, expect, test } from "vitest";
import type { Consequence } from "../consequence.ts";
import { decidePayment } from "./decide-payment.ts";
import { evolvePayment } from "./evolve-payment.ts";
import { followPayment } from "./follow-payment.ts";
import { noPayment, type Payment, type PaymentMessage } from "./payment.ts";
import { paymentPhase } from "./payment-phase.ts";

const DAY_MS = 86_400_000;
const NOW = 1_000 * DAY_MS;
const PRICE = { amount: 50_000_00, currency: "KES" };
const OF = { shipmentId: "shp_1", bidId: "bid_a" } as const;

/** A booking that is delivered the day after tomorrow; each test spoils one thing. */
const hold: Extract<PaymentMessage, { type: "hold-payment" }> = {
  type: "hold-payment",
  ...OF,
  shipperId: "shr_amina",
  driverId: "drv_juma",
  amount: PRICE,
  deliverBy: NOW + 2 * DAY_MS,
};
const held = done("hold", { ref: "pi_1", captured: false });
const release = { type: "release-payment", ...OF } as const;
const giveUp = { type: "void-payment", why: "cancelled", ...OF } as const;

function done(deed: "hold" | "void" | "release" | "refund", result = {}): PaymentMessage {
  return { type: `${deed}.done`, effectId: "eff_1", result };
}

function failed(deed: "hold" | "void" | "release" | "refund", reason: string): PaymentMessage {
  return { type: `${deed}.failed`, effectId: "eff_1", reason };
}

/** What a payment is after messages, what it said no to, and what followed. */
function after(...messages: readonly PaymentMessage[]) {
  let payment: Payment = noPayment("shp_1");
  const followed: Consequence[] = [];
  const refused: string[] = [];
  for (const message of messages) {
    const events = decidePayment(payment, message, { sender: "platform/shp_1", now: NOW });
    if (isRefusal(events)) {
      refused.push(events.refused);
      continue;
    }
    for (const event of events) {
      payment = evolvePayment(payment, event);
      followed.push(...followPayment(event, { state: payment, given: { now: 0 } }));
    }
  }
  const effects = followed.flatMap((it) => ("effect" in it ? [it] : []));
  const told = followed.flatMap((it) => ("send" in it ? [it.send] : []));
  return { payment, refused, effects, told, followed, ...paymentPhase(payment) };
}

describe("holding", () => {
  test("asks the vendor once, in the lane of money, and waits for the customer (U110)", () => {
    const { effects, phase, reason } = after(hold);
    expect(effects).toMatchObject([
      { effect: "hold", lane: "money", body: { ...OF, amount: PRICE, capture: false } },
    ]);
    expect({ phase, reason }).toEqual({ phase: "Pending", reason: "awaiting_customer" });
  });

  test("captures what will be delivered after an authorisation ends (R9)", () => {
    const { effects } = after({ ...hold, deliverBy: NOW + 6 * DAY_MS });
    expect(effects[0]?.body["capture"]).toBe(true);
  });

  test("twice for one booking is refused", () => {
    expect(after(hold, hold).refused).toEqual(["already-held"]);
    expect(after(hold, held, hold).refused).toEqual(["already-held"]);
    expect(after(hold, held, hold).effects).toHaveLength(1);
  });

  test("for another driver is refused while the first is not given up", () => {
    expect(after(hold, held, { ...hold, bidId: "bid_b" }).refused).toEqual(["already-held"]);
  });

  test("tells the platform that the money is there", () => {
    const { told, phase } = after(hold, held);
    expect(told).toEqual([{ type: "payment.held", ...OF }]);
    expect(phase).toBe("Held");
  });

  test.for([
    ["card-declined", "card-declined", "card_declined"],
    ["customer-silent", "customer-silent", "customer_silent"],
    ["something-new", "vendor-down", "vendor_down"],
  ] as const)("that fails with %s is refused as %s", ([reason, why, shown]) => {
    const refused = after(hold, failed("hold", reason));
    expect(refused.told).toEqual([{ type: "payment.refused", ...OF, why }]);
    expect(refused).toMatchObject({ phase: "Pending", reason: shown });
  });

  test("may be tried again after it was refused, with the same bid", () => {
    const { effects, phase } = after(hold, failed("hold", "card-declined"), hold, held);
    expect(effects).toHaveLength(2);
    expect(phase).toBe("Held");
  });

  test("that takes long is shown, never repeated, and still counts when it comes (R8)", () => {
    const late = { type: "hold-late", round: 1 } as const;
    expect(after(hold, late)).toMatchObject({ phase: "Pending", reason: "gateway_timeout" });
    expect(after(hold, late).effects).toHaveLength(1);
    expect(after(hold, late, held).phase).toBe("Held");
    expect(after(hold, held, late).reason).toBe("safe");
  });
});

describe("voiding", () => {
  test("gives a hold back", () => {
    expect(after(hold, held, giveUp).effects[1]).toMatchObject({
      effect: "void",
      body: { ref: "pi_1", amount: PRICE },
    });
    const voided = after(hold, held, giveUp, done("void"));
    expect(voided).toMatchObject({ phase: "Refunded", reason: "voided" });
  });

  test("while the hold is under way waits for it, and voids it when it comes", () => {
    expect(after(hold, giveUp)).toMatchObject({ phase: "Pending", reason: "voiding" });
    expect(after(hold, giveUp).effects).toHaveLength(1);
    const { effects, told } = after(hold, giveUp, held);
    expect(effects[1]).toMatchObject({ effect: "void", body: { ref: "pi_1" } });
    expect(told).toEqual([]);
  });

  test("needs nothing when the hold under way comes to nothing", () => {
    const { effects, told } = after(hold, giveUp, failed("hold", "card-declined"));
    expect(effects).toHaveLength(1);
    expect(told).toEqual([]);
  });

  test("refunds what was captured (R9)", () => {
    const captured = done("hold", { ref: "mp_1", captured: true });
    const { effects } = after(hold, captured, giveUp);
    expect(effects[1]).toMatchObject({ effect: "refund", body: { ref: "mp_1", amount: PRICE } });
    expect(after(hold, captured, giveUp, done("refund")).phase).toBe("Refunded");
  });

  test("refunds what was captured meanwhile", () => {
    const { effects } = after(hold, held, giveUp, failed("void", "already-captured"));
    expect(effects.map(({ effect }) => effect)).toEqual(["hold", "void", "refund"]);
  });

  test("of an authorisation that has lapsed is done already", () => {
    expect(after(hold, held, giveUp, failed("void", "authorisation-lapsed")).phase).toBe(
      "Refunded",
    );
  });

  test("twice voids once", () => {
    const { refused, effects } = after(hold, held, giveUp, giveUp);
    expect(refused).toEqual(["already-ending"]);
    expect(effects).toHaveLength(2);
  });
});

describe("the next driver's hold", () => {
  const next = { ...hold, bidId: "bid_b" } as const;

  test("waits until the one before is settled, for nobody pays for two trucks (R24)", () => {
    expect(after(hold, giveUp, next).effects).toHaveLength(1);
    expect(after(hold, held, giveUp, next).phase).toBe("Held");
    const { effects, payment } = after(hold, held, giveUp, next, done("void"));
    expect(effects.map(({ effect }) => effect)).toEqual(["hold", "void", "hold"]);
    expect(paymentPhase(payment)).toEqual({ phase: "Pending", reason: "awaiting_customer" });
  });

  test("that is given up before the vendor heard of it never happens", () => {
    const { effects } = after(
      hold,
      giveUp,
      next,
      { ...giveUp, bidId: "bid_b" },
      held,
      done("void"),
    );
    expect(effects.map(({ effect }) => effect)).toEqual(["hold", "void"]);
  });

  test("of the same bid is given up itself, though the first is not settled", () => {
    const { effects, refused } = after(hold, giveUp, hold, giveUp, held, done("void"));
    expect(refused).toEqual([]);
    expect(effects.map(({ effect }) => effect)).toEqual(["hold", "void"]);
  });

  test("of the same bid is told from the first", () => {
    const { effects, told } = after(hold, giveUp, hold, held, done("void"), held, giveUp);
    expect(effects.map(({ effect }) => effect)).toEqual(["hold", "void", "hold", "void"]);
    expect(told).toEqual([{ type: "payment.held", ...OF }]);
  });
});

describe("releasing", () => {
  test("hands the money to the driver, and tells the platform (U111)", () => {
    expect(after(hold, held, release).effects[1]).toMatchObject({
      effect: "release",
      body: { driverId: "drv_juma", amount: PRICE, kept: { amount: 0 } },
    });
    const { phase, told } = after(hold, held, release, done("release"));
    expect(phase).toBe("Released");
    expect(told.at(-1)).toEqual({ type: "payment.released", ...OF });
  });

  test("twice releases once (R24)", () => {
    const { refused, effects } = after(hold, held, release, release, done("release"), release);
    expect(refused).toEqual(["already-ending", "nothing-held"]);
    expect(effects).toHaveLength(2);
  });

  test("and voiding end one hold: the first wish counts (R24)", () => {
    expect(after(hold, held, release, giveUp).refused).toEqual(["already-ending"]);
    expect(after(hold, held, giveUp, release).refused).toEqual(["already-ending"]);
  });

  test.for([[[]], [[hold]], [[hold, failed("hold", "card-declined")]]] as const)(
    "of what is not held is refused",
    ([messages]) => {
      expect(after(...messages, release).refused).toEqual(["nothing-held"]);
    },
  );

  test("is the end: nothing is held for this shipment any more", () => {
    const { refused } = after(hold, held, release, done("release"), hold);
    expect(refused).toEqual(["already-released"]);
  });
});

describe("refunding", () => {
  const half = { type: "refund-payment", ...OF, amount: { ...PRICE, amount: 40_000_00 }, why: "x" };
  const refund = { ...half, type: "refund-payment" } as const;

  test("gives back what was agreed, and says what stays (U112)", () => {
    const { effects, payment } = after(hold, held, refund, done("refund"));
    expect(effects[1]).toMatchObject({
      effect: "refund",
      body: { amount: { amount: 40_000_00 }, kept: { amount: 10_000_00 } },
    });
    expect(paymentPhase(payment).phase).toBe("Refunded");
  });

  test("of nothing, where the fee is the whole price, ends the hold all the same", () => {
    const { effects, refused } = after(hold, held, { ...refund, amount: { ...PRICE, amount: 0 } });
    expect(refused).toEqual([]);
    expect(effects[1]).toMatchObject({
      effect: "refund",
      body: { amount: { amount: 0 }, kept: PRICE },
    });
  });

  test("of all that was never captured is a void", () => {
    const { effects } = after(hold, held, { ...refund, amount: PRICE });
    expect(effects[1]?.effect).toBe("void");
  });

  test.for([
    [{ amount: 50_000_01, currency: "KES" }],
    [{ amount: 1, currency: "UGX" }],
    [{ amount: -1, currency: "KES" }],
  ] as const)("of %o is refused", ([amount]) => {
    expect(after(hold, held, { ...refund, amount }).refused).toEqual(["amount-too-great"]);
  });
});

describe("a dispute", () => {
  const dispute = { type: "dispute-payment", ...OF, caseId: "cse_1" } as const;

  test("freezes the money until its verdict", () => {
    const { phase, refused } = after(hold, held, dispute, release, giveUp);
    expect(phase).toBe("Disputed");
    expect(refused).toEqual(["payment-disputed", "payment-disputed"]);
    const verdict = { ...release, caseId: "cse_1" } as const;
    expect(after(hold, held, dispute, verdict, done("release")).phase).toBe("Released");
  });

  test("comes too late for money on its way", () => {
    expect(after(hold, held, release, dispute).refused).toEqual(["already-ending"]);
  });
});

describe("a vendor who will not", () => {
  const stuck = [hold, held, release, failed("release", "account-closed")] as const;
  const retry = {
    type: "retry-settlement",
    by: { userId: "usr_root", role: "admin" },
  } as const;

  test("is shown to operators, and nothing is tried by itself", () => {
    const { followed, effects, reason } = after(...stuck);
    expect(reason).toBe("needs_attention");
    expect(effects).toHaveLength(2);
    const facts = { ...OF, deed: "release", reason: "account-closed" };
    expect(followed).toContainEqual({
      to: "ops/all",
      send: { type: "raise-matter", name: "payment.stuck", facts },
    });
  });

  test("is asked again by an admin, and by nobody else", () => {
    expect(after(...stuck, retry).effects).toHaveLength(3);
    expect(after(...stuck, retry, done("release")).phase).toBe("Released");
    const juma = { userId: "usr_juma", role: "driver" } as const;
    expect(after(...stuck, { ...retry, by: juma }).refused).toEqual(["role-may-not"]);
    expect(after(hold, held, retry).refused).toEqual(["nothing-stuck"]);
  });

  test("who did it all the same has done it", () => {
    expect(after(hold, held, release, failed("release", "already-released")).phase).toBe(
      "Released",
    );
  });
});

test("only the shipment's own agents speak about its money (R24)", () => {
  for (const sender of ["principal:usr_1", "platform/shp_2", "driver/drv_juma"]) {
    expect(decidePayment(noPayment("shp_1"), hold, { sender, now: NOW })).toMatchObject({
      refused: "not-yours",
    });
  }
});

test("a result that nobody waits for changes nothing", () => {
  expect(after(held).payment).toEqual(noPayment("shp_1"));
  expect(after(hold, held, held, done("void")).phase).toBe("Held");
});
