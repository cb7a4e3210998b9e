import { Fault } from "@msafara/kernel";
import type { Json, Order, Vendor } from "@msafara/runtime";
import { describe, expect, test } from "vitest";

/** A provider of payments that sits the exam, in whatever place nobody's money is at stake. */
export interface PaymentBench {
  readonly vendor: Vendor;
  /** What makes this provider decline a hold: fields of its order. */
  readonly declined: Readonly<Record<string, Json>>;
}

const KES = (amount: number) => ({ amount, currency: "KES" });

/** What every provider of payments promises: our rule of the money counts on all of it. */
export function paymentVendorExam(name: string, open: () => Promise<PaymentBench>): void {
  describe(`${name} holds money`, () => {
    examHolds(open);
  });
  describe(`${name} ends holds`, () => {
    examEnds(open);
    examShares(open);
  });
}

type Open = () => Promise<PaymentBench>;

function examHolds(open: Open): void {
  test("is asked twice under one key and holds once", async () => {
    const { vendor } = await open();
    const first = await vendor.perform(holdOf("eff_1"));
    expect(first).toMatchObject({ ref: expect.any(String), captured: false });
    expect(await vendor.perform(holdOf("eff_1", {}, 2))).toEqual(first);
  });

  test("declines with a code, and the same again when asked again", async () => {
    const { vendor, declined } = await open();
    const no = { retry: false, code: "card-declined" };
    expect(await refusal(vendor, holdOf("eff_1", declined))).toMatchObject(no);
    expect(await refusal(vendor, holdOf("eff_1", declined, 2))).toMatchObject(no);
    expect(await vendor.inquire(holdOf("eff_1", declined, 2))).toBe("never-happened");
  });

  test("knows what it did, and what it never heard of", async () => {
    const { vendor } = await open();
    const done = await vendor.perform(holdOf("eff_1"));
    expect(await vendor.inquire(holdOf("eff_1", {}, 2))).toEqual({ done });
    expect(await vendor.inquire(holdOf("eff_2", {}, 2))).toBe("never-happened");
  });
}

function examEnds(open: Open): void {
  test.for([
    ["void", "already-voided"],
    ["release", "already-released"],
    ["refund", "already-refunded"],
  ] as const)("ends a hold once: a second %s is refused as %s", async ([deed, code]) => {
    const { vendor } = await open();
    const ref = await held(vendor, { capture: deed === "refund" });
    await vendor.perform(endOf("eff_2", deed, { ref }));
    expect(await refusal(vendor, endOf("eff_3", deed, { ref }))).toMatchObject({ code });
    expect(await vendor.perform(endOf("eff_2", deed, { ref }))).toEqual({ ref });
  });

  test("cannot void what it captured, and refunds it instead", async () => {
    const { vendor } = await open();
    const ref = await held(vendor, { capture: true });
    const code = "already-captured";
    expect(await refusal(vendor, endOf("eff_2", "void", { ref }))).toMatchObject({ code });
    expect(await vendor.perform(endOf("eff_3", "refund", { ref }))).toEqual({ ref });
  });

  test("of two ends at once does one", async () => {
    const { vendor } = await open();
    const ref = await held(vendor, {});
    const ends = [endOf("eff_2", "void", { ref }), endOf("eff_3", "release", { ref })];
    const answers = await Promise.allSettled(ends.map((end) => vendor.perform(end)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  test("ends nothing that it does not hold, and no other amount than it holds", async () => {
    const { vendor } = await open();
    const ref = await held(vendor, {});
    const more = { amount: KES(50_000_00) };
    expect(await refusal(vendor, endOf("eff_2", "release", { ref, ...more }))).toMatchObject({
      retry: false,
    });
    expect(await refusal(vendor, endOf("eff_3", "release", { ref: "nothing" }))).toMatchObject({
      retry: false,
    });
    expect(await vendor.perform(endOf("eff_4", "release", { ref }))).toEqual({ ref });
  });
}

function examShares(open: Open): void {
  test("gives a part back, and keeps what was earned", async () => {
    const { vendor } = await open();
    const ref = await held(vendor, {});
    const part = { amount: KES(30_000_00), kept: KES(10_000_00) };
    expect(await vendor.perform(endOf("eff_2", "refund", { ref, ...part }))).toEqual({ ref });
  });

  test.for([false, true])(
    "gives nothing back where all was earned; captured: %s",
    async (capture) => {
      const { vendor } = await open();
      const ref = await held(vendor, { capture });
      const all = { amount: KES(0), kept: KES(40_000_00) };
      expect(await vendor.perform(endOf("eff_2", "refund", { ref, ...all }))).toEqual({ ref });
    },
  );
}

function holdOf(id: string, spoil: Readonly<Record<string, Json>> = {}, attempt = 1): Order {
  const ids = { shipmentId: "shp_tea", round: 1, bidId: "bid_1", shipperId: "shr_amina" };
  const body = { ...ids, amount: KES(40_000_00), capture: false, ...spoil };
  return { id, kind: "hold", attempt, body };
}

type Ending = "void" | "release" | "refund";

function endOf(id: string, kind: Ending, spoil: Readonly<Record<string, Json>>): Order {
  const ids = { shipmentId: "shp_tea", round: 1, bidId: "bid_1", driverId: "drv_juma" };
  const body = { ...ids, amount: KES(40_000_00), kept: KES(0), ...spoil };
  return { id, kind, attempt: 1, body };
}

async function held(vendor: Vendor, spoil: Readonly<Record<string, Json>>): Promise<Json> {
  const { ref } = await vendor.perform(holdOf("eff_1", spoil));
  return ref ?? "no reference";
}

async function refusal(vendor: Vendor, order: Order): Promise<unknown> {
  const answer = await vendor.perform(order).catch((error: unknown) => error);
  expect(answer).toBeInstanceOf(Fault);
  return answer;
}
