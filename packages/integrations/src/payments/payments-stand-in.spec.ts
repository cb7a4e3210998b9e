import type { Order } from "@msafara/runtime";
import { openStillWorld } from "@msafara/runtime/memory";
import { describe, expect, test } from "vitest";
import { paymentVendorExam } from "../exams/payment-vendor.exam.ts";
import { openMemoryLedger } from "./memory-ledger.ts";
import type { PaymentLuck, PaymentMishap } from "./payment-luck.ts";
import { paymentsStandIn } from "./payments-stand-in.ts";

const DAY_MS = 86_400_000;
const PROMPT = { now: () => 0, dice: () => 0.5, sleep: async () => {} };
const DECLINES: PaymentLuck = { rules: [{ deed: "hold", endsIn: 1, meets: "decline" }] };

paymentVendorExam("the stand-in", async () => ({
  vendor: paymentsStandIn({ world: PROMPT, ledger: openMemoryLedger(), luck: DECLINES }),
  declined: { amount: { amount: 40_000_01, currency: "KES" } },
}));

function orderOf(kind: string, id: string, body: Order["body"] = {}): Order {
  const amount = { amount: 40_000_00, currency: "KES" };
  return { id, kind, attempt: 1, body: { shipperId: "shr_amina", amount, ...body } };
}

/** A provider on a clock that stands still, and how it answers. */
function openDesk(luck: PaymentLuck) {
  const world = openStillWorld();
  const ledger = openMemoryLedger();
  const vendor = paymentsStandIn({ world, ledger, luck });
  async function answer<Value>(promise: Promise<Value>): Promise<unknown> {
    let there = false;
    const came = promise.catch((error: unknown) => error).finally(() => (there = true));
    await world.moveUntil(() => there, 60_000);
    return await came;
  }
  return {
    world,
    ledger,
    vendor,
    perform: (order: Order) => answer(vendor.perform(order)),
    answer,
  };
}

function always(meets: PaymentMishap): PaymentLuck {
  return { rules: [{ meets }] };
}

describe("a stand-in that misbehaves", () => {
  test("acts and does not say so: whoever inquires hears what was done", async () => {
    const { vendor, perform, answer } = openDesk(always("act-and-hush"));
    const order = orderOf("hold", "eff_1");
    expect(await perform(order)).toMatchObject({ retry: true });
    const done = { ref: "hold-eff_1", captured: false };
    expect(await answer(vendor.inquire(order))).toEqual({ done });
  });

  test("does not act and does not say so: nothing is in its book", async () => {
    const { ledger, perform } = openDesk(always("idle-and-hush"));
    expect(await perform(orderOf("hold", "eff_1"))).toMatchObject({ retry: true });
    expect(ledger.entries()).toEqual([]);
  });

  test("takes its time, and acts", async () => {
    const { world, perform } = openDesk(always("dawdle"));
    const before = world.now();
    expect(await perform(orderOf("hold", "eff_1"))).toMatchObject({ captured: false });
    expect(world.now() - before).toBeGreaterThanOrEqual(8_000);
  });

  test.for([
    ["customer-silent", "customer-silent"],
    ["refuse", "provider-refused"],
  ] as const)("says no for good: %s", async ([mishap, code]) => {
    const { perform } = openDesk(always(mishap));
    expect(await perform(orderOf("hold", "eff_1"))).toMatchObject({ retry: false, code });
  });

  test("only towards those whom the rule means", async () => {
    const rule = {
      shipperId: "shr_broke",
      from: 1_000_00,
      deed: "hold",
      meets: "decline",
    } as const;
    const { perform } = openDesk({ rules: [rule] });
    expect(await perform(orderOf("hold", "eff_1"))).toMatchObject({ captured: false });
    const broke = orderOf("hold", "eff_2", { shipperId: "shr_broke" });
    expect(await perform(broke)).toMatchObject({ code: "card-declined" });
  });

  test("as often as chance has it", async () => {
    const { perform } = openDesk({ chances: { decline: 0.5 } });
    const codes = new Set<unknown>();
    for (let i = 0; i < 40; i++) {
      const came = await perform(orderOf("hold", `eff_${i}`));
      codes.add(typeof came === "object" && came !== null && "code" in came);
    }
    expect(codes).toEqual(new Set([true, false]));
  });
});

describe("an authorisation", () => {
  test("lapses after a week: nothing can be released any more, and nothing need be voided (R9)", async () => {
    const { world, perform } = openDesk({});
    await perform(orderOf("hold", "eff_1"));
    await perform(orderOf("hold", "eff_2", { capture: true }));
    await world.move(8 * DAY_MS);
    const code = "authorisation-lapsed";
    const end = { ref: "hold-eff_1" };
    expect(await perform(orderOf("release", "eff_3", end))).toMatchObject({ code });
    const captured = { ref: "hold-eff_2" };
    expect(await perform(orderOf("release", "eff_4", captured))).toEqual(captured);
  });
});
