import { expect, test } from "vitest";
import { addressOf } from "../address.ts";
import { openMemoryJournal } from "../memory/index.ts";
import type { Journal } from "../ports/journal.ts";
import type { Vendor } from "../ports/vendor.ts";
import { type EffectWorker, type EffectWorkerOptions, startEffectWorker } from "./effect-worker.ts";
import { openPlay, type Play } from "./play/open-play.ts";
import { openShop, type Shop } from "./play/shop.ts";
import type { Node } from "./start-node.ts";

const ADA = addressOf("purse", "ada");
/** A lease, its burial, and a look around. */
const TAKEOVER_MS = 5_000;

/** A node, a worker beside it, and the shop as this worker reaches it. */
interface Branch {
  readonly node: Node;
  readonly worker: EffectWorker;
  /** Orders that this worker took to the shop. */
  readonly taken: string[];
  /** Every machine of the branch, by name. */
  readonly names: readonly string[];
}

function openStore(play: Play): Shop {
  return openShop(play.time.worldOf("shop"));
}

async function openBranch(
  play: Play,
  shop: Shop,
  { name, ...spoil }: { name: string } & Partial<EffectWorkerOptions>,
): Promise<Branch> {
  const node = await play.start(name);
  const world = play.time.worldOf(`${name}'s worker`);
  const taken: string[] = [];
  const heard: Vendor = {
    inquire: shop.inquire,
    perform: async (order) => {
      taken.push(order.id);
      const sold = await shop.perform(order);
      // Whoever is dead by now hears nothing of it.
      await world.sleep(1);
      return sold;
    },
  };
  const started = startEffectWorker({
    world,
    journal: openMemoryJournal(play.database, { world }),
    bus: play.bus(world),
    vendors: { shop: heard },
    name,
    holder: () => node.incarnation,
    ...spoil,
  });
  return { node, worker: await play.soon(started), taken, names: [name, `${name}'s worker`] };
}

async function orderTea(play: Play): Promise<void> {
  await play.ask(ADA, { type: "order", lane: "till", thing: "tea" });
  await play.pass(100);
}

async function openTwo(play: Play, shop: Shop): Promise<readonly [Branch, Branch]> {
  const branches = [
    await openBranch(play, shop, { name: "one" }),
    await openBranch(play, shop, { name: "two" }),
  ] as const;
  await play.pass(3_000);
  await orderTea(play);
  const [one, two] = branches;
  expect(one.taken.length + two.taken.length).toBe(1);
  return one.taken.length === 1 ? [one, two] : [two, one];
}

test("what a dead worker had in its hands is taken up with the agents of its node", async () => {
  const play = await openPlay(40);
  const shop = openStore(play);
  const [busy] = await openTwo(play, shop);
  for (const name of busy.names) play.time.kill(name);
  await play.pass(TAKEOVER_MS);
  expect(play.purse(ADA)?.heard).toEqual(["bought tea"]);
});

test("one who was only asleep wakes to find it done, and says nothing more", async () => {
  const play = await openPlay(41);
  const shop = openStore(play);
  const [busy, idle] = await openTwo(play, shop);
  for (const name of busy.names) play.time.freeze(name);
  await play.pass(TAKEOVER_MS);
  expect(play.purse(ADA)?.heard).toEqual(["bought tea"]);
  for (const name of busy.names) play.time.thaw(name);
  await play.pass(60_000);
  expect(play.purse(ADA)?.heard).toEqual(["bought tea"]);
  expect(idle.taken.length).toBeLessThanOrEqual(1);
});

test("a worker whose node is not there yet claims nothing", async () => {
  const play = await openPlay(42);
  const shop = openStore(play);
  const place: { holder: string | undefined } = { holder: undefined };
  const branch = await openBranch(play, shop, { name: "one", holder: () => place.holder });
  await orderTea(play);
  await play.pass(5_000);
  expect(branch.taken).toEqual([]);
  place.holder = branch.node.incarnation;
  await play.pass(2_000);
  expect(shop.sold).toEqual(["tea"]);
});

test("an effect alone in its lane is claimed once, and no next one is asked for", async () => {
  const play = await openPlay(43);
  const shop = openStore(play);
  const world = play.time.worldOf("ledger");
  const journal = openMemoryJournal(play.database, { world });
  let claims = 0;
  const counted: Journal = {
    ...journal,
    claimEffects: async (wish) => {
      if (wish.lane !== undefined) claims += 1;
      return await journal.claimEffects(wish);
    },
  };
  await openBranch(play, shop, { name: "one", journal: counted });
  await play.pass(3_000);
  await orderTea(play);
  await play.pass(5_000);
  expect([shop.sold, claims]).toEqual([["tea"], 1]);
});

test("a shop that dawdles over one order keeps no other waiting", async () => {
  const play = await openPlay(44);
  const shop = openStore(play);
  const dawdler = play.time.worldOf("dawdler");
  const vendor: Vendor = {
    inquire: shop.inquire,
    perform: async (order) => {
      if (order.body["thing"] === "saffron") await dawdler.sleep(20_000);
      return await shop.perform(order);
    },
  };
  const vendors = { shop: vendor };
  await play.start("one");
  await play.pass(3_000);
  const world = play.time.worldOf("deaf");
  const bus = play.bus(world);
  // Never woken: whatever there is it finds by looking.
  const deaf = { ...bus, tasks: { ...bus.tasks, work: async () => async () => {} } };
  const journal = openMemoryJournal(play.database, { world });
  await play.soon(startEffectWorker({ world, journal, bus: deaf, vendors, name: "deaf" }));
  await play.ask(ADA, { type: "order", lane: "slow", thing: "saffron" });
  await play.pass(2_000);
  await play.ask(ADA, { type: "order", lane: "till", thing: "tea" });
  await play.pass(3_000);
  expect(shop.sold).toEqual(["tea"]);
});
