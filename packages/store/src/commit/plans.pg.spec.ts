import { realWorld } from "@msafara/kernel";
import { addressOf, type AgentWrite, type Batch, partitionOf } from "@msafara/runtime";
import type { Pool } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPool } from "../connection/open-pool.ts";
import { packInt2, packText } from "../packed-array.ts";
import { openRoom, type Room } from "../specs/open-room.ts";
import { agentAt, batchOf, mailTo } from "../specs/small-batch.ts";

const CROWD = 20_000;
const BATCH = 50;
/** A backend that ends a statement tells its counters at most once a second. */
const TOLD_MS = 1_100;

const world = realWorld();

let room: Room;
beforeAll(async () => {
  room = await openRoom();
});
afterAll(() => room.close());

function toys(from: number, count: number): readonly AgentWrite[] {
  return Array.from({ length: count }, (_, i) => agentAt(addressOf("toy", String(from + i)), 0));
}

/**
 * Does something past the journal, over a connection that ends with it: an idle one keeps its counters
 * to itself for up to ten seconds, and they would be taken for the journal's.
 */
async function aside(work: (pool: Pool) => Promise<void>): Promise<void> {
  const pool = openPool({
    connectionString: room.url,
    max: 1,
    connectMs: 20_000,
    statementMs: 20_000,
    lockMs: 20_000,
  });
  await work(pool);
  await pool.end();
}

/** Puts mail, timers and receipts there, without telling the planner. */
async function fill(pool: Pool): Promise<void> {
  const agents = toys(1_000, CROWD).map(({ address }) => address);
  const crowd = [packInt2(agents, partitionOf), packText(agents, (address) => address)];
  const from = "FROM unnest($1::smallint[], $2::text[]) AS crowd (partition, address)";
  await pool.query(
    `INSERT INTO agents (partition, address, version, schema, phase, turned_at, state, heads)
     SELECT partition, address, 1, 1, 'idle', now(), '', '' ${from} ON CONFLICT DO NOTHING`,
    crowd,
  );
  await pool.query(
    `INSERT INTO messages (partition, receiver, seq, sender, kind, body, release, depth, trace)
     SELECT partition, address, nextval('message_seq'), '', '', '', 1, 1, '' ${from}`,
    crowd,
  );
  await pool.query(
    `INSERT INTO timers (partition, address, name, due, generation, body)
     SELECT partition, address, 'expiry', now(), 1, '' ${from}`,
    crowd,
  );
  await pool.query(
    `INSERT INTO receipts (principal, key, body_hash, address)
     SELECT address, partition::text, '', address ${from}`,
    crowd,
  );
}

/** One of everything that is found by key. */
async function round(version: number): Promise<void> {
  const few = toys(0, BATCH).map(({ address }) => address);
  const keys = few.map((address) => ({
    principal: address,
    key: String(version),
    bodyHash: "h",
    address,
  }));
  await room.journal.claimReceipts(keys.slice(BATCH / 2));
  const body = new Uint8Array();
  const agents = few.map((address) => agentAt(address, version));
  const due = { due: 1, generation: 1, body };
  const timers = few.flatMap((address) =>
    ["fires", "goes"].map((name) => ({ address, name, ...due })),
  );
  const sent = await commit({ agents, timers, mail: few.map((address) => mailTo(address)) });
  if (sent.outcome !== "committed") expect.unreachable(sent.outcome);
  const used = await commit({
    agents: agents.map((agent) => ({ ...agent, expected: agent.version })),
    consumed: few.map((receiver, i) => ({ receiver, seq: sent.seqs[i]! })),
    fired: few.map((address) => ({ address, name: "fires", generation: 1 })),
    cancelled: few.map((address) => ({ address, name: "goes" })),
    answers: keys.map((key) => ({ ...key, answer: body })),
  });
  expect(used).toMatchObject({ outcome: "committed" });
  await room.journal.mailboxes({ addresses: few, max: 10 });
  await room.journal.states(few);
  await room.journal.timersOf(few);
  await room.journal.receipts(keys);
}

function commit(part: Partial<Batch>) {
  return room.journal.commit({ incarnation: "here", lane: 0, batch: batchOf(part) });
}

test("a commit reads what it writes and no more, though its plans were made over empty tables", async () => {
  // Pages that a vacuum has found empty are the worst: the planner then expects a single row.
  await aside(async (pool) => {
    await fill(pool);
    for (const table of ["messages", "timers", "receipts"]) {
      await pool.query(`ALTER TABLE ${table} SET (autovacuum_enabled = off)`);
      await pool.query(`DELETE FROM ${table}`);
      await pool.query(`VACUUM (ANALYZE, TRUNCATE off) ${table}`);
    }
  });
  await round(0);
  await aside(fill);
  const before = await rowsRead();
  for (let version = 1; version <= 5; version++) await round(version);
  expect((await rowsRead()) - before).toBeLessThan(CROWD / 4);
});

/** Rows that were read so far. A backend tells its counters when it ends, or a second later. */
async function rowsRead(): Promise<number> {
  await world.sleep(TOLD_MS);
  await commit({});
  await room.journal.receipts([{ principal: "a", key: "b" }]);
  await room.ask("SELECT pg_stat_force_next_flush()");
  const [row] = await room.ask<{ n: number }>(
    `SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::bigint AS n FROM pg_stat_user_tables
      WHERE relname IN ('agents', 'messages', 'timers', 'suspects', 'receipts')`,
  );
  return row!.n;
}
