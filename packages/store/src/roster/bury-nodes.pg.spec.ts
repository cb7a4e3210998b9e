import { realWorld } from "@msafara/kernel";
import { CommitFault } from "@msafara/runtime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { holdCommits } from "../specs/hold-commits.ts";
import { openRoom, type Room } from "../specs/open-room.ts";
import { agentAt, batchOf } from "../specs/small-batch.ts";

const world = realWorld();
const LEASE_MS = 150;

describe("burial", () => {
  let room: Room;
  beforeAll(async () => {
    room = await openRoom();
  });
  afterAll(() => room.close());

  /** A commit that writes an agent, and a live event by which it can be held. */
  function commit(incarnation: string) {
    const address = `toy/${incarnation}` as const;
    const body = new Uint8Array();
    const live = [{ topic: address, audience: "all", seq: 1, name: "x", body, at: 0 }];
    const batch = batchOf({ agents: [agentAt(address, 0)], live });
    return room.journal.commit({ incarnation, lane: 0, batch });
  }

  async function connections(incarnation: string): Promise<number> {
    const rows = await room.ask(
      `SELECT FROM pg_stat_activity
        WHERE datname = current_database() AND starts_with(application_name, $1)`,
      [`msafara/${incarnation}/`],
    );
    return rows.length;
  }

  async function join(incarnation: string): Promise<void> {
    await room.journal.join({ incarnation, node: "n", release: 1, leaseMs: LEASE_MS });
  }

  test("a heartbeat never waits for a commit in flight", async () => {
    const { stands, letGo } = await holdCommits(room.url);
    const held = commit("here");
    await stands();
    const from = world.ticks();
    for (let beat = 0; beat < 10; beat++) {
      await room.journal.renew({ incarnation: "here", leaseMs: 3_600_000 });
    }
    expect(world.ticks() - from).toBeLessThan(1_000);
    await letGo();
    expect(await held).toMatchObject({ outcome: "committed" });
  });

  test("ends the connections of the dead, and of nobody whose name is like theirs", async () => {
    await join("dead_1");
    await room.journal.join({ incarnation: "deadX1", node: "n", release: 1, leaseMs: 3_600_000 });
    await commit("dead_1");
    await commit("deadX1");
    expect(await connections("dead_1")).toBe(1);
    await world.sleep(LEASE_MS * 1.2);
    expect(await room.journal.bury()).toEqual(["dead_1"]);
    while ((await connections("dead_1")) > 0) await world.sleep(5);
    expect(await connections("deadX1")).toBe(1);
    await room.journal.leave("deadX1");
  });

  test("a commit that hangs beyond all patience is ended, and is not there", async () => {
    const impatient = room.open({ buryMs: 300 });
    await join("hung");
    const { stands, letGo } = await holdCommits(room.url);
    const held = commit("hung").catch((error: unknown) => error);
    await stands();
    await world.sleep(LEASE_MS);
    expect(await impatient.bury()).toEqual(["hung"]);
    await letGo();
    expect(await held).toBeInstanceOf(CommitFault);
    expect(await room.journal.states(["toy/hung"])).toEqual([]);
    expect(await commit("hung")).toEqual({ outcome: "fenced" });
  });

  test("one that hangs does not keep the others above ground", async () => {
    await join("stuck");
    await join("quiet");
    const { stands, letGo } = await holdCommits(room.url);
    const held = commit("stuck");
    await stands();
    await world.sleep(LEASE_MS * 1.2);
    const burial = room.open({ buryMs: 10_000 }).bury();
    while ((await room.ask("SELECT FROM nodes WHERE incarnation = 'quiet'")).length > 0) {
      await world.sleep(5);
    }
    await letGo();
    expect(await held).toMatchObject({ outcome: "committed" });
    expect(await burial).toEqual(["quiet", "stuck"]);
  });

  test("two who bury at once bury each once", async () => {
    const dead = ["one", "two", "three"];
    for (const incarnation of dead) await join(incarnation);
    await world.sleep(LEASE_MS * 1.2);
    const buried = await Promise.all([room.journal.bury(), room.open().bury()]);
    expect(buried.flat().toSorted()).toEqual(dead.toSorted());
  });
});
