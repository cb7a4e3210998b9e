import { realWorld } from "@msafara/kernel";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openRoom, type Room } from "../specs/open-room.ts";
import { batchOf } from "../specs/small-batch.ts";

const world = realWorld();
const LEASE_MS = 100;
const LONG_MS = 3_600_000;
const BODY = new TextEncoder().encode("{}");

describe("a claim and the burial of its holder, at the same moment", () => {
  let room: Room;
  let slow: Client;
  beforeAll(async () => {
    room = await openRoom();
    slow = new Client({ connectionString: room.url });
    await slow.connect();
  });
  afterAll(async () => {
    await slow.end();
    await room.close();
  });

  /** An effect of an agent of its own, and a node whose lease is over. */
  async function dying(name: string) {
    const address = `toy/${name}` as const;
    const effect = {
      id: `eff_${name}`,
      address,
      lane: "money",
      kind: "hold",
      body: BODY,
      trace: "",
    };
    const batch = batchOf({ effects: [effect] });
    await room.journal.commit({ incarnation: "here", lane: 0, batch });
    await room.journal.join({ incarnation: name, node: name, release: 1, leaseMs: LEASE_MS });
    await world.sleep(LEASE_MS * 1.2);
    return { effect, lane: { address, lane: "money" } };
  }

  async function untilSomebodyWaits(): Promise<void> {
    const waiting = `SELECT FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    while ((await room.ask(waiting)).length === 0) await world.sleep(5);
  }

  function claim(name: string, lane: { readonly address: `toy/${string}`; readonly lane: string }) {
    return room.journal.claimEffects({
      claim: `of ${name}`,
      holder: name,
      claimMs: LONG_MS,
      limit: 1,
      lane,
    });
  }

  test("a burial waits for the claim in flight, and ends it", async () => {
    const { lane } = await dying("quick");
    await slow.query("BEGIN");
    const claimed = await slow.query(
      "SELECT id FROM claim_effects_v2('of quick', 'quick', 3600000, 1, $1, $2)",
      [lane.address, lane.lane],
    );
    expect(claimed.rowCount).toBe(1);
    const burial = room.open({ buryMs: 10_000 }).bury();
    await untilSomebodyWaits();
    await slow.query("COMMIT");
    expect(await burial).toEqual(["quick"]);
    expect(await claim("here", lane)).toMatchObject([{ attempt: 2 }]);
  });

  test("a claim that waits for a burial in flight gets nothing", async () => {
    const { lane } = await dying("tardy");
    await slow.query("BEGIN");
    await slow.query("SELECT bury_node_v1('tardy', 1000)");
    const claimed = claim("tardy", lane);
    await untilSomebodyWaits();
    await slow.query("COMMIT");
    expect(await claimed).toEqual([]);
    expect(await claim("here", lane)).toMatchObject([{ attempt: 1 }]);
  });

  test("a burial does not wait for a result that is just being written", async () => {
    const { effect, lane } = await dying("brief");
    await room.journal.renew({ incarnation: "brief", leaseMs: LEASE_MS });
    expect(await claim("brief", lane)).toHaveLength(1);
    await world.sleep(LEASE_MS * 1.2);
    await slow.query("BEGIN");
    const settled = await slow.query<{ settled: string }>(
      "SELECT settle_effect_v2($1, 'of brief', 'hold.done', $2, 1) AS settled",
      [effect.id, Buffer.from(BODY)],
    );
    expect(settled.rows).toEqual([{ settled: "last" }]);
    expect(await room.journal.bury()).toEqual(["brief"]);
    await slow.query("COMMIT");
    expect(await claim("here", lane)).toEqual([]);
  });

  test("whoever looks and finds nothing leaves no lock behind, and so writes nothing", async () => {
    const lockOf = "SELECT xmax::text AS locker FROM nodes WHERE incarnation = 'here'";
    const before = await room.ask<{ locker: string }>(lockOf);
    const nobody = { address: "toy/nobody", lane: "money" } as const;
    expect(await claim("here", nobody)).toEqual([]);
    expect(await room.ask<{ locker: string }>(lockOf)).toEqual(before);
    const { lane } = await dying("seen");
    expect(await claim("here", lane)).toHaveLength(1);
    expect(await room.ask<{ locker: string }>(lockOf)).not.toEqual(before);
  });
});
