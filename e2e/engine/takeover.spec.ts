import { type Address, addressOf, type Caller, partitionOf } from "@msafara/runtime";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { NODE_EXIT } from "../src/cluster/node-orders.ts";
import { openGate } from "../src/cluster/open-gate.ts";
import { openProxy } from "../src/cluster/open-proxy.ts";
import { openStage, type Stage } from "../src/cluster/open-stage.ts";
import { until } from "../src/cluster/until.ts";

const TAKEOVER_MS_MAX = 5_000;
/** Who waits for a dead node to be buried must not stop living. */
const ANSWER_MS_MAX = 2_500;

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(async () => {
  await stage.close();
});

/** An account whose partition this incarnation owns. */
async function accountOf(incarnation: string | undefined, but: readonly string[] = []) {
  return await until(`${incarnation} owns an account`, async () => {
    const rows = await stage.look.ask<{ partition: number; owner: string }>(
      "SELECT partition, owner FROM partitions WHERE owner = $1",
      [incarnation],
    );
    const owned = new Set(rows.map(({ partition }) => partition));
    const ids = Array.from({ length: 5_000 }, (_, i) => addressOf("account", `a${i}`));
    return ids.find((address) => owned.has(partitionOf(address)) && !but.includes(address));
  });
}

/** Both nodes have their share, so that a takeover is one. */
async function bothHost(one: { incarnation: () => string | undefined }, other: typeof one) {
  await until("both nodes host agents", async () => {
    const owners = await stage.look.ask<{ owner: string | null }>(
      "SELECT DISTINCT owner FROM partitions",
    );
    const found = owners.map(({ owner }) => owner);
    return (
      found.length === 2 &&
      found.includes(one.incarnation() ?? "") &&
      found.includes(other.incarnation() ?? "")
    );
  });
}

async function openings(order: string): Promise<number> {
  const rows = await stage.look.ask<{ body: string }>(
    "SELECT convert_from(body, 'UTF8') AS body FROM events WHERE kind = 'account.opened'",
  );
  return rows.filter(({ body }) => body.includes(`"${order}"`)).length;
}

function opening(order: string) {
  return { type: "open", amount: 1_000, currency: "KES", order } as const;
}

async function waitForOwner(address: `${string}/${string}`, incarnation: string | undefined) {
  await until(
    "the other node owns the agent",
    async () => {
      const [row] = await stage.look.ask<{ owner: string }>(
        "SELECT owner FROM partitions WHERE partition = $1",
        [partitionOf(address)],
      );
      return row?.owner === incarnation;
    },
    { withinMs: 20_000 },
  );
}

/** How long a healthy node takes for its own agents at worst, retries included. */
async function slowestAnswer(caller: Caller, address: Address, done: AbortSignal) {
  let slowestMs = 0;
  for (let i = 0; !done.aborted; i++) {
    const askedAt = performance.now();
    await stage.insist(caller, { address, command: opening(`meanwhile-${i}`) });
    slowestMs = Math.max(slowestMs, performance.now() - askedAt);
  }
  return slowestMs;
}

describe("a node that is stopped in the middle of a commit", () => {
  test("2 (G1, G2): SIGSTOP between fence and COMMIT: taken over within 5 s, nothing of the batch is there", async () => {
    const [frozen, taker] = await Promise.all([stage.spawnNode("one"), stage.spawnNode("two")]);
    await bothHost(frozen, taker);
    const gate = await openGate(stage.postgresUrl, stage.look, "gated");
    const address = await accountOf(frozen.incarnation());
    const caller = await stage.openCaller();
    await gate.shut();
    const key = "gated-1";
    const first = caller.ask(address, opening(key), {
      principal: "usr_ada",
      key,
      timeoutMs: 1_000,
    });
    await gate.somebodyWaits(frozen.incarnation() ?? "");
    frozen.kill("SIGSTOP");
    const stoppedAt = performance.now();
    expect(await first).toMatchObject({ status: "unavailable" });

    const isTaken = new AbortController();
    const slowest = slowestAnswer(caller, await accountOf(taker.incarnation()), isTaken.signal);
    await waitForOwner(address, taker.incarnation());
    const takeoverMs = performance.now() - stoppedAt;
    isTaken.abort();
    expect(await openings(key)).toBe(0);
    await gate.open();
    frozen.kill("SIGCONT");
    expect((await frozen.ended).code).toBe(NODE_EXIT.lost);
    expect(await openings(key)).toBe(0);

    const { answer } = await stage.insist(caller, { address, command: opening(key) });
    expect(answer).toMatchObject({ status: "done", version: 1 });
    expect(await openings(key)).toBe(1);
    expect(takeoverMs).toBeLessThanOrEqual(TAKEOVER_MS_MAX);
    expect(await slowest).toBeLessThanOrEqual(ANSWER_MS_MAX);
    await gate.close();
    expect(await stage.judge()).toEqual([]);
  });

  test("2 (G2, G6): a commit that landed while its node stood still is there once, and its answer is known", async () => {
    const [frozen, taker] = await Promise.all([stage.spawnNode("one"), stage.spawnNode("two")]);
    await bothHost(frozen, taker);
    const gate = await openGate(stage.postgresUrl, stage.look, "gated");
    const address = await accountOf(frozen.incarnation());
    const caller = await stage.openCaller();
    await gate.shut();
    const key = "gated-2";
    const first = caller.ask(address, opening(key), { principal: "usr_ada", key, timeoutMs: 500 });
    await gate.somebodyWaits(frozen.incarnation() ?? "");
    frozen.kill("SIGSTOP");
    await gate.open();
    await first;
    await until("the commit has landed", async () => (await openings(key)) === 1);
    await waitForOwner(address, taker.incarnation());

    const { answer } = await stage.insist(caller, { address, command: opening(key) });
    expect(answer).toMatchObject({ status: "done", version: 1 });
    frozen.kill("SIGCONT");
    expect((await frozen.ended).code).toBe(NODE_EXIT.lost);
    expect(await openings(key)).toBe(1);
    await gate.close();
    expect(await stage.judge()).toEqual([]);
  });

  test("2 (G1, G2): a commit that reaches the database after the takeover writes nothing", async () => {
    const proxy = await openProxy(stage.postgresUrl);
    const [cutOff, taker] = await Promise.all([
      stage.spawnNode("one", { postgresUrl: proxy.url }),
      stage.spawnNode("two"),
    ]);
    await bothHost(cutOff, taker);
    const address = await accountOf(cutOff.incarnation());
    const caller = await stage.openCaller();
    const command = opening("held-1");
    // Warm, so that its lane is open and nothing but the commit is to be sent.
    await stage.insist(caller, { address, command: opening("held-0") });
    const transfer = {
      type: "transfer",
      to: "account/elsewhere",
      amount: 10,
      order: "held-2",
    } as const;
    proxy.hold();
    const before = proxy.held();
    const first = caller.ask(address, transfer, {
      principal: "usr_ada",
      key: "held-2",
      timeoutMs: 500,
    });
    await until("its commit is on the way", () => proxy.held() > before + 500);
    cutOff.kill("SIGSTOP");
    await first;
    await waitForOwner(address, taker.incarnation());
    proxy.release();
    cutOff.kill("SIGCONT");
    expect((await cutOff.ended).code).toBe(NODE_EXIT.lost);
    expect(command.order).toBe("held-1");

    const { answer } = await stage.insist(caller, { address, command: transfer });
    expect(answer).toMatchObject({ status: "done", version: 2, reply: { balance: 990 } });
    await stage.rest();
    expect(await stage.judge()).toEqual([]);
    await proxy.close();
  });
});
