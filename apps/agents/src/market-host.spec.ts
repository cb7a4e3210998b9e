import { openMemoryLedger } from "@msafara/integrations";
import type { RosterRow } from "@msafara/roles";
import type { Order } from "@msafara/runtime";
import { openStillWorld } from "@msafara/runtime/memory";
import { expect, test } from "vitest";
import { marketHost } from "./market-host.ts";

function openCast() {
  const world = openStillWorld();
  const limits: number[] = [];
  const nearby = async (_: unknown, limit: number): Promise<readonly RosterRow[]> => {
    limits.push(limit);
    return [];
  };
  return { world, limits, cast: marketHost({ world, nearby, ledger: openMemoryLedger() }) };
}

test("a host plays every role of the market, and knows a vendor for every effect", () => {
  const { roles, vendors, vendorKinds } = openCast().cast;
  expect(roles.map(({ name }) => name)).toEqual([
    "platform",
    "driver",
    "payment",
    "shipper",
    "ops",
  ]);
  expect(Object.keys(vendors)).toEqual(["find-drivers", "hold", "void", "release", "refund"]);
  expect(vendorKinds).toEqual({ payments: "stand-in" });
});

test("more drivers are looked at than a wave may ask, for some of them will not fit", async () => {
  const { cast, limits } = openCast();
  const body = { wave: 1, limit: 50, already: [] };
  const order: Order = { id: "eff_1", kind: "find-drivers", attempt: 1, body };
  expect(await cast.vendors["find-drivers"]?.perform(order)).toMatchObject({ asked: [] });
  expect(limits).toEqual([200]);
});

test("money is held at the stand-in, under the key of the effect", async () => {
  const { cast, world } = openCast();
  const amount = { amount: 40_000_00, currency: "KES" };
  const order: Order = { id: "eff_1", kind: "hold", attempt: 1, body: { amount } };
  const came = cast.vendors["hold"]?.perform(order);
  await world.move(1_000);
  expect(await came).toEqual({ ref: "hold-eff_1", captured: false });
});
