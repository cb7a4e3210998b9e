import { addressOf } from "@msafara/runtime";
import { afterEach, beforeEach, expect, test } from "vitest";
import { forceStaleCommits } from "../src/chaos/force-stale-commits.ts";
import { openStage, type Stage } from "../src/cluster/open-stage.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(async () => {
  await stage.close();
});

test("G1: a thousand commits of stale owners are refused, each for its own lie, and nothing is written", async () => {
  const node = await stage.startNode("one");
  const caller = await stage.openCaller();
  for (let i = 0; i < 20; i++) {
    const [address, order] = [addressOf("account", `a${i}`), `open-${i}`];
    const command = { type: "open", amount: 100, currency: "KES", order } as const;
    await stage.insist(caller, { address, command });
    const hop = { type: "bounce", left: 0, path: [], order: `hop-${i}` } as const;
    await stage.insist(caller, { address, command: hop });
  }
  await stage.rest();
  await node.stop();
  expect(await forceStaleCommits(stage.postgresUrl, new Set([node.incarnation]))).toEqual({
    attempted: 1_000,
    refused: 1_000,
    byLie: { buried: 250, version: 250, mail: 250, timer: 250 },
    nothingWritten: true,
  });
  expect(await stage.judge()).toEqual([]);
});
