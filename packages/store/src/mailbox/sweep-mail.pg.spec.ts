import { realWorld } from "@msafara/kernel";
import { type Address, type Arrival, PARTITIONS, type SweepCursor } from "@msafara/runtime";
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openRoom, type Room } from "../specs/open-room.ts";
import { batchOf, mailTo } from "../specs/small-batch.ts";
import { placeOf } from "./sweep-cursor.ts";

const EVERYWHERE = Array.from({ length: PARTITIONS }, (_, partition) => partition);
const LIMIT = 1_000;

describe("the sweep", () => {
  let room: Room;
  let cursor: SweepCursor | undefined;
  beforeAll(async () => {
    room = await openRoom();
  });
  beforeEach(() => {
    cursor = undefined;
  });
  afterAll(() => room.close());

  async function sweep(limit = LIMIT): Promise<readonly Arrival[]> {
    const wish = { partitions: EVERYWHERE, limit, ...(cursor === undefined ? {} : { cursor }) };
    const swept = await room.journal.sweep(wish);
    ({ cursor } = swept);
    return swept.arrivals;
  }

  function lowOf(): number {
    return placeOf(cursor ?? {}).low;
  }

  /** Sweeps until the mark has passed a number: transactions of other databases hold it up, too. */
  async function pass(seq: number): Promise<void> {
    while (lowOf() < seq) await sweep();
  }

  async function send(...receivers: readonly Address[]): Promise<readonly number[]> {
    const batch = batchOf({ mail: receivers.map((receiver) => mailTo(receiver)) });
    const sent = await room.journal.commit({ incarnation: "here", lane: 0, batch });
    return sent.outcome === "committed" ? sent.seqs : [];
  }

  /** A commit by hand that takes the fence and a number, and stays open. */
  async function standOpen(receiver: Address) {
    const client = new Client({ connectionString: room.url });
    await client.connect();
    await client.query("BEGIN");
    await client.query("SELECT FROM nodes FOR KEY SHARE");
    const { rows } = await client.query<{ seq: string }>(
      `INSERT INTO messages (partition, receiver, seq, sender, kind, body, release, depth, trace)
       VALUES (0, $1, nextval('message_seq'), '', '', '', 1, 1, '') RETURNING seq`,
      [receiver],
    );
    const end = async (how: "COMMIT" | "ROLLBACK") => {
      await client.query(how);
      await client.end();
    };
    return { seq: Number(rows[0]?.seq), end };
  }

  test("waits for the one open transaction that no snapshot's xmax has reached", async () => {
    await sweep();
    // Nothing that began after it has ended, so its id is not below the xmax of any snapshot yet.
    const late = await standOpen("toy/late");
    await sweep();
    await send("toy/quick");
    await sweep();
    await send("toy/quick");
    await sweep();
    expect(lowOf()).toBeLessThan(late.seq);
    await late.end("COMMIT");
    expect((await sweep()).map(({ seq }) => seq)).toEqual([late.seq]);
    await pass(late.seq);
  });

  test("tells each message once, however long a transaction stays open", async () => {
    await sweep();
    const late = await standOpen("toy/late");
    const told: number[] = [];
    const sent: number[] = [];
    for (let round = 0; round < 12; round++) {
      sent.push(...(await send("toy/a", "toy/b")));
      for (const { seq } of await sweep()) told.push(seq);
    }
    await late.end("COMMIT");
    for (const { seq } of await sweep()) told.push(seq);
    expect(told).toEqual([...sent, late.seq]);
  });

  test("goes on when an open transaction is rolled back", async () => {
    await sweep();
    const late = await standOpen("toy/never");
    await send("toy/a");
    await sweep();
    expect(lowOf()).toBeLessThan(late.seq);
    await late.end("ROLLBACK");
    await pass(late.seq);
  });

  test("is not held up by a reader, however old its snapshot", async () => {
    const reader = new Client({ connectionString: room.url });
    await reader.connect();
    await reader.query("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT FROM messages LIMIT 1");
    await sweep();
    for (let round = 0; round < 3; round++) {
      const [seq] = await send("toy/a");
      expect((await sweep()).map((arrival) => arrival.seq)).toEqual([seq]);
      await pass(seq ?? 0);
    }
    await reader.query("COMMIT");
    await reader.end();
  });

  test("reads only what is beyond its low-water mark, however much lies below", async () => {
    await room.ask(
      `INSERT INTO messages (partition, receiver, seq, sender, kind, body, release, depth, trace)
       SELECT 0, 'toy/' || n, nextval('message_seq'), '', '', '', 1, 1, ''
         FROM generate_series(1, 20000) AS crowd (n)`,
    );
    await sweep();
    const [last] = await room.ask<{ seq: number }>("SELECT max(seq) AS seq FROM messages");
    await pass(last!.seq);
    await send("toy/a");
    const client = new Client({ connectionString: room.url });
    await client.connect();
    const explain = async () => {
      const { rows } = await client.query<{ "QUERY PLAN": unknown }>(
        `EXPLAIN (ANALYZE, BUFFERS, TIMING off, FORMAT JSON)
         SELECT seq FROM sweep_messages_v1($1, $2, '1:1:', pg_current_snapshot(), 9)`,
        [EVERYWHERE, lowOf()],
      );
      return JSON.stringify(rows[0]?.["QUERY PLAN"]);
    };
    // The first time it is the catalog that is read.
    await explain();
    const plan = await explain();
    await client.end();
    expect(plan).toMatch(/"Actual Rows":1[.,]/);
    const [, hits] = /"Shared Hit Blocks":(\d+)/.exec(plan) ?? [];
    expect(Number(hits)).toBeLessThan(20);
    await sweep();
    await room.ask("DELETE FROM messages");
  });

  test("goes through more than its limit page by page, and new mail comes in its turn", async () => {
    await sweep();
    const first = await send("toy/a", "toy/b", "toy/c", "toy/d", "toy/e");
    const told = [...(await sweep(2))];
    const second = await send("toy/f", "toy/g");
    while (told.length < 7) {
      const page = await sweep(2);
      expect(page.length).toBeGreaterThan(0);
      told.push(...page);
    }
    expect(told.map(({ seq }) => seq)).toEqual([...first, ...second]);
    expect(await sweep(2)).toEqual([]);
  });

  test("begun beside an open transaction, it waits a little and misses nothing", async () => {
    const world = realWorld();
    const late = await standOpen("toy/late");
    const begun = sweep();
    await world.sleep(50);
    await late.end("COMMIT");
    await begun;
    const waiting = await room.journal.waiting({ partitions: [0], limit: 10 });
    const told = (await sweep()).map(({ receiver }) => receiver);
    expect([...waiting, ...told]).toContain("toy/late");
  });
});
