import type { Order } from "@msafara/runtime";
import { describe, expect, test } from "vitest";
import { type BankMoods, openBank } from "./bank.ts";

const order: Order = {
  id: "eff_1",
  kind: "bank.hold",
  body: { payment: "payment/1", amount: 5 },
  attempt: 1,
};
const calm: BankMoods = { actAndHush: 0, idleAndHush: 0, refuse: 0, dawdle: 0, unsure: 0 };

/** A bank whose time costs nothing. */
function bankIn(moods: Partial<BankMoods>) {
  const world = { dice: () => 0.5, sleep: async () => {} };
  return openBank(world, { moods: { ...calm, ...moods }, hushMs: 1, dawdleMs: 1 });
}

describe("the bank", () => {
  test("acts once however often the same order comes", async () => {
    const bank = bankIn({});
    await bank.perform(order);
    await bank.perform({ ...order, attempt: 2 });
    expect(bank.book()).toHaveLength(1);
  });

  test("that acted and did not say so tells when it is asked", async () => {
    const bank = bankIn({ actAndHush: 1 });
    await expect(bank.perform(order)).rejects.toMatchObject({ retry: true });
    expect(await bank.inquire(order)).toEqual({ done: { payment: "payment/1" } });
  });

  test("that did nothing and did not say so tells that too", async () => {
    const bank = bankIn({ idleAndHush: 1 });
    await expect(bank.perform(order)).rejects.toMatchObject({ retry: true });
    expect(await bank.inquire(order)).toBe("never-happened");
  });

  test("stays with its refusal", async () => {
    const bank = bankIn({ refuse: 1 });
    await expect(bank.perform(order)).rejects.toMatchObject({ retry: false });
    bank.calmDown();
    await expect(bank.perform(order)).rejects.toMatchObject({ retry: false });
  });

  test("voids nothing that it does not hold, and ends nothing twice", async () => {
    const bank = bankIn({});
    const end = (id: string, kind: string) => bank.perform({ ...order, id, kind });
    await expect(end("eff_2", "bank.void")).rejects.toMatchObject({ retry: false });
    await bank.perform(order);
    await end("eff_3", "bank.void");
    await expect(end("eff_4", "bank.release")).rejects.toMatchObject({ retry: false });
  });
});
