import { Fault } from "@msafara/kernel";
import type { Order, Result, Vendor } from "@msafara/runtime";
import { openStillWorld } from "@msafara/runtime/memory";
import { describe, expect, test } from "vitest";
import { guardVendor } from "./guard-vendor.ts";

const ORDER: Order = { id: "eff_1", kind: "hold", body: {}, attempt: 1 };
const LIMITS = { timeoutMs: 100, callsMax: 2, failuresMax: 2, openMs: 1_000, openMsMax: 4_000 };

/** A guarded vendor who does as he is told, and counts how often he was. */
function openGuard() {
  const world = openStillWorld();
  const told = { perform: async (): Promise<Result> => ({ ok: true }), calls: 0 };
  const vendor: Vendor = {
    perform: async () => {
      told.calls += 1;
      return await told.perform();
    },
    inquire: async () => "never-happened",
  };
  const guard = guardVendor(vendor, { world, limits: LIMITS });
  const perform = () => guard.perform(ORDER).catch((error: unknown) => error);
  return { world, told, guard, perform };
}

async function breaksDown(): Promise<never> {
  throw new Fault("Cannot reach the bank", { retry: true });
}

describe("a guarded vendor", () => {
  test("answers like himself while he is well", async () => {
    const { perform, guard } = openGuard();
    expect(await perform()).toEqual({ ok: true });
    expect(await guard.inquire(ORDER)).toBe("never-happened");
  });

  test("is left alone after too many failures, and asked again later", async () => {
    const { world, told, perform } = openGuard();
    told.perform = breaksDown;
    for (let i = 0; i < 4; i++) expect(await perform()).toMatchObject({ retry: true });
    expect(told.calls).toBe(2);
    told.perform = async () => ({ ok: true });
    await world.move(1_000);
    expect(await perform()).toEqual({ ok: true });
  });

  test("who says no has answered: no breaker opens because of declined cards", async () => {
    const { told, perform } = openGuard();
    told.perform = async () => {
      throw new Fault("Cannot hold it", { retry: false, code: "card-declined" });
    };
    for (let i = 0; i < 4; i++) expect(await perform()).toMatchObject({ code: "card-declined" });
    expect(told.calls).toBe(4);
  });

  test("who does not answer in time is not waited for", async () => {
    const { world, told, perform } = openGuard();
    told.perform = () => new Promise(() => {});
    const late = perform();
    await world.move(100);
    expect(await late).toMatchObject({ retry: true });
  });

  test("does not take every hand: what is above his budget is put off", async () => {
    const { world, told, perform } = openGuard();
    told.perform = () => new Promise(() => {});
    const waiting = [perform(), perform()];
    expect(await perform()).toMatchObject({ retry: true });
    expect(told.calls).toBe(2);
    await world.move(100);
    await Promise.all(waiting);
  });
});
