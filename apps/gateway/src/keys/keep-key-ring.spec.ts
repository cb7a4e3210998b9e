import { Fault } from "@msafara/kernel";
import { openStillWorld } from "@msafara/runtime/memory";
import { type SigningKey, strongLuck } from "@msafara/store";
import { expect, test } from "vitest";
import { keepKeyRing } from "./keep-key-ring.ts";

const HOUR_MS = 3_600_000;

/** A table of keys that any number of gateways read; `away` spoils it. */
async function openTown() {
  const world = openStillWorld();
  const table: SigningKey[] = [];
  const state = { away: false, reads: 0 };
  const troubles: unknown[] = [];
  const identity = {
    listSigningKeys: async () => {
      state.reads += 1;
      if (state.away) throw new Fault("Away", { retry: true });
      return [...table];
    },
    saveSigningKey: async (key: SigningKey) => {
      table.push(key);
      return true;
    },
  };
  const open = () =>
    keepKeyRing({
      identity,
      masterKey: Buffer.alloc(32, 7),
      luck: strongLuck(),
      world,
      trouble: (error) => troubles.push(error),
    });
  return { world, state, table, troubles, open };
}

test("a gateway has its keys before it listens, and reads them anew each hour", async () => {
  const { world, state, open } = await openTown();
  const { ring, stop } = await open();
  expect(ring().signer(world.now()).kid).toBeDefined();
  const { reads } = state;
  await world.move(HOUR_MS - 1);
  expect(state.reads).toBe(reads);
  await world.move(1);
  expect(state.reads).toBe(reads + 1);
  await stop();
});

test("a key that another gateway made is found when somebody shows it, and no more often than it pays", async () => {
  const { world, state, open } = await openTown();
  const { readAnew, stop } = await open();
  await world.move(10_000);
  const { reads } = state;
  expect(await Promise.all([readAnew(), readAnew()])).toEqual([true, true]);
  expect(await readAnew()).toBe(false);
  expect(state.reads).toBe(reads + 1);
  await stop();
});

test("with the database away a gateway starts all the same, lets tokens wait, and then has its keys", async () => {
  const { world, state, troubles, open } = await openTown();
  state.away = true;
  const { ring, stop } = await open();
  expect(troubles).toHaveLength(1);
  expect(() => ring()).toThrow(expect.objectContaining({ name: "Fault", retry: true }));
  state.away = false;
  await world.move(2_000);
  expect(ring().signer(world.now()).kid).toBeDefined();
  await stop();
});

test("keys that could not be read for an hour are still those that were known", async () => {
  const { world, state, open } = await openTown();
  const { ring, stop } = await open();
  state.away = true;
  await world.move(HOUR_MS);
  expect(ring().signer(world.now()).kid).toBeDefined();
  await stop();
});
