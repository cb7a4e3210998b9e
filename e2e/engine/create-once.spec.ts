import { Fault, realWorld } from "@msafara/kernel";
import { addressOf, type Answer, type Bus, type Caller, openCaller } from "@msafara/runtime";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openStage, type Stage } from "../src/cluster/open-stage.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
  await stage.startNode("one");
});
afterEach(async () => {
  await stage.close();
});

interface Created {
  /** What this gateway minted; the first that was claimed under the key counts. */
  readonly address: string;
  readonly answer: Answer;
}

/** A gateway mints an address for whatever is created through it. */
async function create(gateway: Caller, key: string): Promise<Created> {
  const address = addressOf("account", realWorld().mint("acc"));
  const command = { type: "open", amount: 10, currency: "KES", order: key } as const;
  const answer = await gateway.ask(address, command, {
    principal: "usr_ada",
    key,
    mints: true,
    timeoutMs: 2_000,
  });
  stage.asked.push({ address, command, principal: "usr_ada", key, answer });
  return { address, answer };
}

/** A gateway that dies with the answer in its hand, or before it has sent anything. */
async function openMortal(dies: "after" | "before"): Promise<Caller> {
  const bus = await stage.openBus();
  const mortal: Bus = {
    ...bus,
    switchboard: {
      ...bus.switchboard,
      call: async (...call) => {
        if (dies === "after") await bus.switchboard.call(...call);
        throw new Fault("The gateway has died", { retry: true });
      },
    },
  };
  const journal = { ...stage.openJournal(), receipts: () => Promise.reject(dead()) };
  return await openCaller({ world: realWorld(), journal, bus: mortal });
}

function dead(): Fault {
  return new Fault("The gateway has died", { retry: true });
}

async function accounts(): Promise<readonly string[]> {
  const rows = await stage.look.ask<{ address: string }>(
    "SELECT address FROM agents WHERE address LIKE 'account/%' ORDER BY address",
  );
  return rows.map(({ address }) => address);
}

describe("the same key through two gateways", () => {
  test("4 (G6): a create whose first answer is lost creates one", async () => {
    const [mortal, other] = [await openMortal("after"), await stage.openCaller()];
    const first = await create(mortal, "key-1");
    expect(first.answer).toMatchObject({ status: "unavailable" });
    const { answer } = await create(other, "key-1");
    expect(answer).toMatchObject({ status: "done", version: 1, reply: { balance: 10 } });
    expect(await accounts()).toEqual([first.address]);
    await mortal.close();
  });

  test("4 (G6): a gateway that dies between its claim and its call leaves a key that can be used", async () => {
    const [mortal, other] = [await openMortal("before"), await stage.openCaller()];
    const first = await create(mortal, "key-2");
    expect(first.answer).toMatchObject({ status: "unavailable" });
    const { answer } = await create(other, "key-2");
    expect(answer).toMatchObject({ status: "done", version: 1 });
    expect(await accounts()).toEqual([first.address]);
    await mortal.close();
  });

  test("4 (G6): a hundred creates at once through both gateways create a hundred", async () => {
    const gateways = [await stage.openCaller(), await stage.openCaller()];
    const keys = Array.from({ length: 100 }, (_, i) => `race-${i}`);
    const answers = await Promise.all(
      keys.map((key) => Promise.all(gateways.map((gateway) => create(gateway, key)))),
    );
    for (const [one, other] of answers) {
      expect(one?.answer).toMatchObject({ status: "done", version: 1 });
      expect(other?.answer).toEqual(one?.answer);
    }
    expect(await accounts()).toHaveLength(100);
  });
});
