import { Fault, type Instant } from "@msafara/kernel";
import { openMemoryBus, openMemoryExchange, openStillWorld } from "@msafara/runtime/memory";
import type { Identity } from "@msafara/store";
import { expect, test } from "vitest";
import { ACCESS_TOKEN_MS } from "../identity/access-claims.ts";
import { keepRevocations } from "./keep-revocations.ts";

type Revoked = Awaited<ReturnType<Identity["listRevoked"]>>[number];

/** A table of sessions that were ended, and gateways on one bus; `away` spoils the table. */
function openTown() {
  const world = openStillWorld();
  const exchange = openMemoryExchange({ world });
  const table: Revoked[] = [];
  const state = { away: false, reads: 0 };
  const troubles: unknown[] = [];
  const identity: Pick<Identity, "listRevoked"> = {
    listRevoked: async ({ after: { at, family = "fam_~" }, limit }) => {
      state.reads += 1;
      if (state.away) throw new Fault("Away", { retry: true });
      const later = table.filter((row) => row.at > at || (row.at === at && row.family > family));
      return later.slice(0, limit);
    },
  };
  const open = async () => {
    const { live } = openMemoryBus({ world, exchange });
    return await keepRevocations({
      identity,
      live,
      world,
      trouble: (error) => troubles.push(error),
    });
  };
  const end = (family: Revoked["family"], at: Instant = world.now()) => table.push({ family, at });
  return { world, state, troubles, open, end };
}

test("what is ended at one gateway is ended at the other, and who watches is told once", async () => {
  const { world, open } = openTown();
  const [one, other] = [await open(), await open()];
  let told = 0;
  const leave = other.watch("fam_amina", () => (told += 1));
  other.watch("fam_juma", () => (told += 100));
  one.tell(["fam_amina"]);
  expect(one.isEnded("fam_amina")).toBe(true);
  await world.move(1);
  one.tell(["fam_amina", "key_1"]);
  await world.move(1);
  expect(other.isEnded("fam_amina")).toBe(true);
  expect(other.isEnded("fam_juma")).toBe(false);
  expect(told).toBe(1);
  leave();
  await Promise.all([one.stop(), other.stop()]);
});

test("a gateway that has just started knows what was ended while a token may still live", async () => {
  const { world, open, end } = openTown();
  end("fam_old", world.now() - ACCESS_TOKEN_MS - 61_000);
  for (let i = 0; i < 2_500; i++) end(`fam_${String(i).padStart(4, "0")}`, world.now() - 60_000);
  const late = await open();
  expect(late.isEnded("fam_0000") && late.isEnded("fam_2499")).toBe(true);
  expect(late.isEnded("fam_old")).toBe(false);
  await late.stop();
});

test("what the bus lost is read from the table within ten seconds, however old its commit", async () => {
  const { world, open, end, state, troubles } = openTown();
  const gateway = await open();
  let told = 0;
  gateway.watch("fam_amina", () => (told += 1));
  end("fam_amina", world.now() - 30_000);
  state.away = true;
  await world.move(10_000);
  expect(gateway.isEnded("fam_amina")).toBe(false);
  expect(troubles).toHaveLength(1);
  state.away = false;
  await world.move(10_000);
  expect([gateway.isEnded("fam_amina"), told]).toEqual([true, 1]);
  await gateway.stop();
  const { reads } = state;
  await world.move(60_000);
  expect(state.reads).toBe(reads);
});

test("a session is forgotten when the last of its tokens has ended", async () => {
  const { world, open } = openTown();
  const gateway = await open();
  gateway.tell(["fam_amina"]);
  await world.move(ACCESS_TOKEN_MS - 10_000);
  expect(gateway.isEnded("fam_amina")).toBe(true);
  await world.move(20_000);
  expect(gateway.isEnded("fam_amina")).toBe(false);
  await gateway.stop();
});
