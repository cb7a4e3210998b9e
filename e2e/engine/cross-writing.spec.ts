import { type Address, addressOf, EMPTY_BATCH, encode, type Node } from "@msafara/runtime";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openStage, type Stage } from "../src/cluster/open-stage.ts";
import { until } from "../src/cluster/until.ts";

const ACCOUNTS = 40;
const ROUNDS = 25;
const LEAFLETS = 10_000;
const SWEEP_MS = 500;
/** Bounded: far above what a healthy commit takes, far below what a queue behind a reader would. */
const COMMIT_P99_MS_MAX = 1_500;
/** A sweep that waits for the snapshot to end would never find it. */
const FOUND_MS_MAX = 10_000;
const DELIVERED_MS_MAX = 60_000;

let stage: Stage;
let reader: pg.Client;
beforeEach(async () => {
  stage = await openStage();
  reader = new pg.Client({ connectionString: stage.postgresUrl, application_name: "e2e/reader" });
  await reader.connect();
});
afterEach(async () => {
  await reader.end();
  await stage.close();
});

/** A report that somebody forgot: its snapshot keeps every dead row alive, its number the low-water mark down. */
async function holdSnapshotOpen(): Promise<void> {
  await reader.query("BEGIN ISOLATION LEVEL REPEATABLE READ");
  await reader.query("SELECT count(*), pg_current_xact_id() FROM messages");
}

async function startTwo(): Promise<readonly Node[]> {
  const limits = { sweepMs: SWEEP_MS };
  const nodes = [
    await stage.startNode("one", { limits }),
    await stage.startNode("two", { limits }),
  ];
  await until("both nodes host agents", () => nodes.every((node) => node.stats().partitions > 300));
  return nodes;
}

function account(i: number): Address {
  return addressOf("account", `a${i}`);
}

async function openAccounts(): Promise<void> {
  const caller = await stage.openCaller();
  await Promise.all(
    Array.from({ length: ACCOUNTS }, (_, i) => {
      const command = { type: "open", amount: 100_000, currency: "KES", order: `o${i}` } as const;
      return stage.insist(caller, { address: account(i), command });
    }),
  );
}

/** Everybody writes to everybody, so that each node's batches touch the other's mailboxes. */
async function crossWrite(): Promise<void> {
  const caller = await stage.openCaller();
  const writer = async (i: number) => {
    for (let round = 0; round < ROUNDS; round++) {
      const order = `t${i}-${round}`;
      const to = account((i + 1 + round) % ACCOUNTS);
      const command = { type: "transfer", to, amount: 1 + round, order } as const;
      await stage.insist(caller, { address: account(i), command });
    }
  };
  await Promise.all(Array.from({ length: ACCOUNTS }, (_, i) => writer(i)));
}

async function fanOut(): Promise<void> {
  const caller = await stage.openCaller();
  const command = { type: "fan-out", to: LEAFLETS, prefix: "reader-", order: "fan" } as const;
  await stage.insist(caller, { address: account(0), command }, { timeoutMs: 10_000 });
}

/** The p99 of all batches of this process, in milliseconds. */
function commitP99(): number {
  const sorted = stage.batches.map(({ ms }) => ms).toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length * 0.99)] ?? 0;
}

/** Troubles that say that two nodes locked in each other's way. */
function deadlocks(): readonly unknown[] {
  return stage.troubles.filter(({ error }) => /deadlock|40P01/.test(String(error)));
}

describe("two nodes that write into each other's mailboxes", () => {
  test("8 (G3, G8): with a fan-out of 10,000 and a snapshot held open: bounded, delivered, never deadlocked", async () => {
    await startTwo();
    await openAccounts();
    await holdSnapshotOpen();
    await Promise.all([crossWrite(), fanOut()]);
    await stage.rest(DELIVERED_MS_MAX);
    expect(deadlocks()).toEqual([]);
    expect(commitP99()).toBeLessThanOrEqual(COMMIT_P99_MS_MAX);
    expect(await stage.judge()).toEqual([]);
  });

  test("8 (G3): mail that nobody rang for is found by the sweep while the snapshot is still open", async () => {
    await startTwo();
    await openAccounts();
    await holdSnapshotOpen();
    const journal = stage.openJournal();
    // Whoever writes and dies before the bell: a member that hosts nothing, and rings nobody.
    const incarnation = "nod_mute";
    await journal.join({ incarnation, node: "mute", release: 2, leaseMs: 60_000 });
    const sent = Array.from({ length: ACCOUNTS }, (_, i) => account(i));
    const commit = await journal.commit({
      incarnation,
      lane: 0,
      batch: {
        ...EMPTY_BATCH,
        mail: sent.map((receiver) => ({
          receiver,
          sender: "account/mute",
          kind: "leaflet",
          body: encode({ type: "leaflet", round: 1 }),
          release: 2,
          depth: 0,
          trace: "mute",
        })),
      },
    });
    expect(commit.outcome).toBe("committed");
    await journal.leave(incarnation);
    await stage.rest(FOUND_MS_MAX);
    const got = await stage.look.ask("SELECT address FROM events WHERE kind = 'leaflet.got'");
    expect(got).toHaveLength(ACCOUNTS);
  });
});
