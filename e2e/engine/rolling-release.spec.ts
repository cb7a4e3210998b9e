import { addressOf, decode, type Node, rebuild } from "@msafara/runtime";
import { firstToyRoles, toyRoles } from "@msafara/sim";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openStage, type Stage } from "../src/cluster/open-stage.ts";
import { until } from "../src/cluster/until.ts";

const OFFERS = 60;
const LEASE_MS = 1_500;

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(async () => {
  await stage.close();
});

let started = 0;
async function start(release: 1 | 2): Promise<Node> {
  const roles = release === 1 ? firstToyRoles : toyRoles;
  started += 1;
  const limits = { leaseMs: LEASE_MS };
  return await stage.startNode(`r${release}-${started}`, { roles, release, limits });
}

/** One node after the other is replaced, as a rolling update does: first the new one, then the old one goes. */
async function roll(nodes: readonly Node[], release: 1 | 2): Promise<readonly Node[]> {
  const next: Node[] = [];
  for (const old of nodes) {
    const fresh = await start(release);
    await until("the new node hosts agents", () => fresh.stats().partitions > 0);
    await old.stop();
    next.push(fresh);
  }
  await until("the new nodes host everything", () => {
    const partitions = next.reduce((sum, node) => sum + node.stats().partitions, 0);
    return partitions === 1_024 && next.every((node) => node.ready());
  });
  return next;
}

/** Offers are posted, moved and taken for as long as it goes on; `taken` is what was renamed. */
async function trade(over: AbortSignal, name: string): Promise<number> {
  const caller = await stage.openCaller();
  let trades = 0;
  for (let i = 0; !over.aborted; i++) {
    const address = addressOf("offer", `o${i % OFFERS}`);
    const order = `${name}-${i}`;
    const post = { type: "post", price: i, expiresInMs: 60_000, order } as const;
    const isTaking = i % 3 === 2;
    await stage.insist(caller, {
      address,
      command: isTaking ? { type: "take", by: `taker-${i}`, order } : post,
    });
    trades += 1;
  }
  return trades;
}

async function schemas(): Promise<readonly number[]> {
  const rows = await stage.look.ask<{ schema: number }>(
    "SELECT DISTINCT schema FROM agents WHERE address LIKE 'offer/%' ORDER BY schema",
  );
  return rows.map(({ schema }) => schema);
}

/** Every offer is touched once more, so that what is stored is what this release writes. */
async function touchAll(name: string): Promise<void> {
  const caller = await stage.openCaller();
  for (let i = 0; i < OFFERS; i++) {
    const address = addressOf("offer", `o${i}`);
    const post = { type: "post", price: 1, expiresInMs: 60_000, order: `${name}-${i}` } as const;
    await stage.insist(caller, { address, command: post });
    const take = { type: "take", by: name, order: `${name}-take-${i}` } as const;
    await stage.insist(caller, { address, command: take });
  }
}

describe("a cluster that is rolled forward, back, and forward again", () => {
  test("9 (G1, G9): old, new, old, new under load: nothing in quarantine, and events fold to the state", async () => {
    let nodes: readonly Node[] = [await start(1), await start(1)];
    const over = new AbortController();
    const trades = Promise.all(["one", "two", "three"].map((name) => trade(over.signal, name)));
    nodes = await roll(nodes, 2);
    await touchAll("forward");
    expect(await schemas()).toEqual([2]);
    nodes = await roll(nodes, 1);
    await touchAll("back");
    expect(await schemas()).toEqual([1]);
    nodes = await roll(nodes, 2);
    await touchAll("again");
    over.abort();
    const counts = await trades;
    expect(Math.min(...counts)).toBeGreaterThan(10);
    // The last offers that were posted run out now, instead of a minute later.
    await Promise.all(nodes.map((node) => node.stop()));

    expect(await stage.look.ask("SELECT address, error FROM quarantine")).toEqual([]);
    const journal = stage.openJournal();
    const role = toyRoles.find(({ name }) => name === "offer")!;
    for (let i = 0; i < OFFERS; i++) {
      const address = addressOf("offer", `o${i}`);
      expect(await rebuild(journal, role, address)).toMatchObject({ agrees: true });
    }
    const wrongs = (await stage.judge()).filter((wrong) => !wrong.startsWith("every-timer-once"));
    expect(wrongs).toEqual([]);
  });

  test("9 (G9): what a new node wrote alone, an old one reads, and the taker's name is not lost", async () => {
    const fresh = await start(2);
    const caller = await stage.openCaller();
    const address = addressOf("offer", "o1");
    const post = { type: "post", price: 3, expiresInMs: 600_000, order: "post" } as const;
    await stage.insist(caller, { address, command: post });
    const take = { type: "take", by: "usr_ben", order: "take" } as const;
    await stage.insist(caller, { address, command: take });
    expect(await schemas()).toEqual([2]);
    await roll([fresh], 1);

    const again = { ...post, order: "post-again" };
    await stage.insist(caller, { address, command: { ...take, order: "too-late" } });
    await stage.insist(caller, { address, command: again });
    const last = { ...take, by: "usr_eve", order: "take-again" };
    await stage.insist(caller, { address, command: last });
    const [stored] = await stage.openJournal().states([address]);
    expect(stored).toMatchObject({ schema: 1 });
    expect(decode(stored!.state)).toMatchObject({ by: "usr_eve", round: 2, phase: "taken" });
    expect(await stage.judge()).toEqual([]);
  });
});
