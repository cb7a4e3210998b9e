import { realWorld } from "@msafara/kernel";
import { addressOf, type Batch, laneOf, type ViewWrite } from "@msafara/runtime";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openRoom, type Room } from "../specs/open-room.ts";
import { batchOf, mailTo } from "../specs/small-batch.ts";

const PLAY_MS = 2_000;
const LANES = 2;
const AGENTS = Array.from({ length: 60 }, (_, i) => addressOf("toy", String(i)));

let room: Room;
beforeAll(async () => {
  room = await openRoom();
  await room.journal.join({ incarnation: "there", node: "there", release: 1, leaseMs: 3_600_000 });
  await room.ask("CREATE TABLE view.crossed (key text PRIMARY KEY, address text, version bigint)");
  await room.ask("SELECT register_view('crossed')");
});
afterAll(() => room.close());

/** The same mailboxes and the same rows from every side, each time in another order. */
function stir(version: number, turn: number): Batch {
  const stirred = turn % 2 === 0 ? AGENTS : AGENTS.toReversed();
  const from = turn % AGENTS.length;
  const agents = [...stirred.slice(from), ...stirred.slice(0, from)];
  const views = agents.map((address): ViewWrite => ({
    view: "crossed",
    key: address,
    address,
    version,
    row: {},
  }));
  const due = 1_900_000_000_000;
  const body = new Uint8Array();
  const timers = agents.map((address) => ({ address, name: "t", due, generation: version, body }));
  return batchOf({ mail: agents.map((address) => mailTo(address)), views, timers });
}

test("two nodes that write to the same rows from all lanes never deadlock", async () => {
  const world = realWorld();
  const journals = [room.journal, room.open()];
  const end = world.ticks() + PLAY_MS;
  let commits = 0;

  async function play(node: number, lane: number): Promise<void> {
    const incarnation = ["here", "there"][node]!;
    for (let turn = node + lane; world.ticks() < end; turn++) {
      const batch = stir(turn, turn + laneOf(AGENTS[lane]!, LANES));
      const { outcome } = await journals[node]!.commit({ incarnation, lane, batch });
      expect(outcome).toBe("committed");
      commits++;
    }
  }

  await Promise.all([play(0, 0), play(0, 1), play(1, 0), play(1, 1)]);
  expect(commits).toBeGreaterThan(10);
  const [row] = await room.ask<{ deadlocks: number; mail: number }>(
    `SELECT deadlocks, (SELECT count(*) FROM messages) AS mail
       FROM pg_stat_database WHERE datname = current_database()`,
  );
  expect(row).toEqual({ deadlocks: 0, mail: commits * AGENTS.length });
});
