import { addressOf, type AgentWrite, partitionOf } from "@msafara/runtime";
import { afterAll, beforeAll, expect, test } from "vitest";
import { packInt2, packText } from "../packed-array.ts";
import { openRoom, type Room } from "../specs/open-room.ts";
import { agentAt, batchOf, mailTo } from "../specs/small-batch.ts";

const CROWD = 20_000;
const BATCH = 50;

let room: Room;
beforeAll(async () => {
  room = await openRoom();
});
afterAll(() => room.close());

function toys(from: number, count: number): readonly AgentWrite[] {
  return Array.from({ length: count }, (_, i) => agentAt(addressOf("toy", String(from + i)), 0));
}

/** Puts agents, mail, timers and receipts there, past the journal and without telling the planner. */
async function fill(): Promise<void> {
  const agents = toys(1_000, CROWD).map(({ address }) => address);
  const crowd = [packInt2(agents, partitionOf), packText(agents, (address) => address)];
  const from = "FROM unnest($1::smallint[], $2::text[]) AS crowd (partition, address)";
  await room.ask(
    `INSERT INTO agents (partition, address, version, schema, phase, turned_at, state, heads)
     SELECT partition, address, 1, 1, 'idle', now(), '', '' ${from}`,
    crowd,
  );
  await room.ask(
    `INSERT INTO messages (partition, receiver, seq, sender, kind, body, release, depth, trace)
     SELECT partition, address, nextval('message_seq'), '', '', '', 1, 1, '' ${from}`,
    crowd,
  );
  await room.ask(
    `INSERT INTO timers (partition, address, name, due, generation, body)
     SELECT partition, address, 'expiry', now(), 1, '' ${from}`,
    crowd,
  );
}

test("a commit reads what it writes and no more, though its plans were made over empty tables", async () => {
  const commit = (part: Parameters<typeof batchOf>[0]) =>
    room.journal.commit({ incarnation: "here", lane: 0, batch: batchOf(part) });
  await room.ask("ALTER TABLE agents SET (autovacuum_enabled = off)");
  const few = toys(0, BATCH);
  const round = async (version: number) => {
    const mail = few.map(({ address }) => mailTo(address));
    const agents = few.map(({ address }) => agentAt(address, version));
    const sent = await commit({ agents, mail });
    if (sent.outcome !== "committed") expect.unreachable(sent.outcome);
    const consumed = mail.map(({ receiver }, i) => ({ receiver, seq: sent.seqs[i]! }));
    const cancelled = few.map(({ address }) => ({ address, name: "expiry" }));
    const stood = agents.map((agent) => ({ ...agent, expected: agent.version }));
    expect(await commit({ consumed, cancelled, agents: stood })).toMatchObject({
      outcome: "committed",
    });
  };
  await round(0);
  await fill();
  for (let version = 1; version <= 5; version++) await round(version);
  expect(await rowsRead()).toBeLessThan(CROWD / 4);
});

/** Rows that commits have read: a backend tells its counters at its end at the latest. */
async function rowsRead(): Promise<number> {
  const name = "msafara/here/0/%";
  await room.ask(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name LIKE $1 AND datname = current_database()`,
    [name],
  );
  for (;;) {
    const rest = await room.ask(
      "SELECT FROM pg_stat_activity WHERE application_name LIKE $1 AND datname = current_database()",
      [name],
    );
    if (rest.length === 0) break;
  }
  const [row] = await room.ask<{ n: number }>(
    `SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::bigint AS n FROM pg_stat_user_tables
      WHERE relname IN ('agents', 'messages', 'timers', 'suspects', 'receipts')`,
  );
  return row!.n;
}
