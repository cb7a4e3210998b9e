import { addressOf, partitionOf } from "@msafara/runtime";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { NodeOrders } from "../src/cluster/node-orders.ts";
import { openStage, type Stage } from "../src/cluster/open-stage.ts";
import type { Ending } from "../src/cluster/spawn-node.ts";
import { type Supervised, supervise } from "../src/cluster/supervise.ts";
import { until } from "../src/cluster/until.ts";

const TURN_MS = 1_000;
const HANDLED_MS = 45_000;

let stage: Stage;
let nodes: readonly Supervised[] = [];
let endings: Ending[] = [];
beforeEach(async () => {
  stage = await openStage();
  endings = [];
  const { postgresUrl, redisUrl, prefix } = stage;
  const orders: Omit<NodeOrders, "name"> = {
    postgresUrl,
    redisUrl,
    prefix,
    bankUrl: "",
    release: 2,
    claimMs: 5_000,
    pitTurnMs: TURN_MS,
  };
  nodes = ["one", "two"].map((name) =>
    supervise({ orders: { ...orders, name }, ended: (ending) => endings.push(ending) }),
  );
  await until("both nodes host agents", () => nodes.every(hosts), { withinMs: HANDLED_MS });
});
afterEach(async () => {
  await Promise.all(nodes.map((node) => node.destroy()));
  await stage.close();
});

function hosts(node: Supervised): boolean {
  return (node.life()?.stats()?.stats.partitions ?? 0) > 0;
}

/** Deaths that a watchdog brought about, not this spec. */
function lost(): number {
  return endings.filter(({ signal }) => signal === "SIGKILL").length;
}

async function quarantined(): Promise<readonly { address: string; error: string }[]> {
  return await stage.look.ask("SELECT address, error FROM quarantine ORDER BY id");
}

describe("a turn that never ends", () => {
  test("6 (G7): costs one node once; its message is set aside, and everybody else goes on", async () => {
    const caller = await stage.openCaller();
    const wish = { principal: "usr_ada", timeoutMs: 1_000 };
    const ask = async (id: string, command: { type: string; victim?: string }, key: string) =>
      await until(
        `${command.type} is done`,
        async () => {
          const answer = await caller.ask(addressOf("pit", id), command, { ...wish, key });
          return answer.status === "done" && answer;
        },
        { withinMs: HANDLED_MS },
      );
    await ask("digger", { type: "throw-in", victim: "pit/victim" }, "throw");
    await until("the message lies in quarantine", async () => (await quarantined()).length > 0, {
      withinMs: HANDLED_MS,
    });
    expect(await quarantined()).toMatchObject([{ address: "pit/victim" }]);
    // The victim itself, and its neighbours in every partition, answer as before.
    await ask("victim", { type: "count" }, "victim");
    const ids = Array.from({ length: 64 }, (_, i) => `neighbour-${i}`);
    await Promise.all(ids.map((id) => ask(id, { type: "count" }, id)));
    expect(new Set(ids.map((id) => partitionOf(addressOf("pit", id)))).size).toBeGreaterThan(32);
    await until("both nodes host agents again", () => nodes.every(hosts), { withinMs: HANDLED_MS });
    expect(lost()).toBe(1);
    await stage.rest();
  });

  test("6 (G7): a command that never ends costs one node once, however often its caller comes back", async () => {
    const caller = await stage.openCaller();
    const wish = { principal: "usr_ada", key: "fall", timeoutMs: 1_000 };
    const ask = async () => await caller.ask(addressOf("pit", "victim"), { type: "fall" }, wish);
    await until("the caller is told that this will not do", isFailed, { withinMs: HANDLED_MS });
    await until("the caller is told so again", isFailed, { withinMs: HANDLED_MS });
    await until("both nodes host agents again", () => nodes.every(hosts), { withinMs: HANDLED_MS });
    expect(lost()).toBe(1);

    async function isFailed(): Promise<boolean> {
      const answer = await ask();
      return answer.status === "unavailable" && answer.code === "turn-failed";
    }
  });
});
