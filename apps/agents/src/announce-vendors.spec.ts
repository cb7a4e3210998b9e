import { Fault } from "@msafara/kernel";
import { openMemoryBus, openStillWorld } from "@msafara/runtime/memory";
import { expect, test } from "vitest";
import { announceVendors } from "./announce-vendors.ts";

const KINDS = { payments: "stand-in", maps: "real" } as const;

test("whom a host asks is known while it lives, and not for long after", async () => {
  const world = openStillWorld();
  const { presence } = openMemoryBus({ world });
  const stop = announceVendors({ presence, world, vendorKinds: KINDS, trouble: () => undefined });
  await world.move(60_000);
  expect(await presence.members("vendors")).toEqual(
    expect.arrayContaining(["payments=stand-in", "maps=real"]),
  );
  await stop();
  await world.move(30_001);
  expect(await presence.members("vendors")).toEqual([]);
});

test("a bus that is away is told, and tried again", async () => {
  const world = openStillWorld();
  const troubles: unknown[] = [];
  const presence = {
    enter: async () => {
      throw new Fault("Away", { retry: true });
    },
  };
  const trouble = (error: unknown) => troubles.push(error);
  const stop = announceVendors({ presence, world, vendorKinds: KINDS, trouble });
  await world.move(10_001);
  expect(troubles).toHaveLength(2);
  await stop();
});
