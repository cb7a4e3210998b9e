import { Fault } from "@msafara/kernel";
import type { Client } from "pg";
import {
  AGENTS,
  type Courier,
  newCourier,
  newParcel,
  type Parcel,
  parcelPassed,
  withParcel,
} from "./parcel.ts";

/** A message in a mailbox of the tables made by hand. */
interface Letter {
  readonly id: string;
  readonly receiver: number;
  readonly body: Parcel;
}

/** What delivering one message writes. */
interface Delivery {
  readonly letter: Letter;
  readonly before: { readonly version: number };
  readonly after: Courier;
  readonly event: string;
  readonly to: number;
  readonly next: Parcel;
}

/** Delivers one message durably and answers the number of the next one. */
type Deliver = (client: Client, delivery: Delivery) => Promise<string>;

/** Makes the tables that somebody would make by hand, with the same care for churn as ours. */
export async function makeHandTables(client: Client): Promise<void> {
  await client.query(`
    CREATE TABLE hand_agents (id integer PRIMARY KEY, version bigint NOT NULL, state jsonb NOT NULL)
      WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
    CREATE TABLE hand_messages (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      receiver integer NOT NULL, body jsonb NOT NULL
    ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
            autovacuum_vacuum_cost_delay = 0, vacuum_truncate = off);
    CREATE INDEX ON hand_messages (receiver, id);
    CREATE TABLE hand_events (
      agent integer NOT NULL, version bigint NOT NULL, body jsonb NOT NULL,
      at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (agent, version))`);
  await client.query(
    "INSERT INTO hand_agents SELECT i, 0, $1 FROM generate_series(0, $2::int - 1) i",
    [JSON.stringify(newCourier()), AGENTS],
  );
}

/** One statement a message: taken, state moved, event appended, next message sent. */
export const deliverByOneStatement: Deliver = async (client, delivery) => {
  const { rows } = await client.query<{ id: string }>({
    name: "hand-one",
    text: `WITH taken AS (DELETE FROM hand_messages WHERE id = $1 RETURNING id),
                moved AS (UPDATE hand_agents SET state = $2, version = version + 1
                           WHERE id = $3 AND version = $4 RETURNING version),
                noted AS (INSERT INTO hand_events (agent, version, body)
                          SELECT $3, version, $5 FROM moved, taken)
           INSERT INTO hand_messages (receiver, body) SELECT $6, $7 FROM moved, taken RETURNING id`,
    values: [
      delivery.letter.id,
      JSON.stringify(delivery.after),
      delivery.letter.receiver,
      delivery.before.version,
      delivery.event,
      delivery.to,
      JSON.stringify(delivery.next),
    ],
  });
  return idOf(rows);
};

/** Six statements a message, as most would write it. */
export const deliverBySixStatements: Deliver = async (client, delivery) => {
  const { letter, before, after, event, to, next } = delivery;
  await client.query("BEGIN");
  await client.query({
    name: "hand-take",
    text: "DELETE FROM hand_messages WHERE id = $1",
    values: [letter.id],
  });
  await client.query({
    name: "hand-move",
    text: "UPDATE hand_agents SET state = $1, version = version + 1 WHERE id = $2 AND version = $3",
    values: [JSON.stringify(after), letter.receiver, before.version],
  });
  await client.query({
    name: "hand-note",
    text: "INSERT INTO hand_events (agent, version, body) VALUES ($1, $2, $3)",
    values: [letter.receiver, before.version + 1, event],
  });
  const { rows } = await client.query<{ id: string }>({
    name: "hand-send",
    text: "INSERT INTO hand_messages (receiver, body) VALUES ($1, $2) RETURNING id",
    values: [to, JSON.stringify(next)],
  });
  await client.query("COMMIT");
  return idOf(rows);
};

function idOf(rows: readonly { readonly id: string }[]): string {
  const id = rows[0]?.id;
  if (id === undefined) {
    throw new Fault("A message or a version was not as expected", { retry: false });
  }
  return id;
}

/**
 * Turns a second of a platform written by hand. Each connection owns a share of the agents and
 * delivers their messages one by one, so it keeps the order and holds states in memory, as ours does.
 */
export async function turnsByHand(
  clients: readonly Client[],
  { deliver, lastsMs }: { readonly deliver: Deliver; readonly lastsMs: number },
): Promise<number> {
  const agents = await readAgents(clients[0]!);
  const shares = clients.map((): Letter[] => []);
  const shareOf = (agent: number) => shares[agent % shares.length]!;
  const wakes = clients.map((): (() => void) => () => {});
  const post = (letter: Letter) => {
    shareOf(letter.receiver).push(letter);
    wakes[letter.receiver % wakes.length]!();
  };
  for (const letter of await seedLetters(clients[0]!)) post(letter);
  const from = performance.now();
  const isOver = () => performance.now() - from >= lastsMs;
  let turns = 0;

  async function work(client: Client, share: number): Promise<void> {
    const letters = shares[share]!;
    while (!isOver()) {
      const letter = letters.shift();
      if (letter === undefined) {
        await new Promise<void>((resolve) => {
          wakes[share] = resolve;
          setTimeout(resolve, 5);
        });
        continue;
      }
      const before = agents[letter.receiver]!;
      const to = Math.floor(Math.random() * AGENTS);
      const event = parcelPassed(letter.body, `courier/${to}`);
      const after = withParcel(before.state, event);
      const next = newParcel();
      const written = { letter, before, after, event: JSON.stringify(event), to, next };
      const id = await deliver(client, written);
      agents[letter.receiver] = { version: before.version + 1, state: after };
      turns += 1;
      post({ id, receiver: to, body: next });
    }
  }

  await Promise.all(clients.map((client, share) => work(client, share)));
  return (turns * 1_000) / (performance.now() - from);
}

async function readAgents(client: Client): Promise<{ version: number; state: Courier }[]> {
  const { rows } = await client.query<{ version: string; state: Courier }>(
    "SELECT version, state FROM hand_agents ORDER BY id",
  );
  return rows.map(({ version, state }) => ({ version: Number(version), state }));
}

/** A message for every agent; what an earlier run left is gone. */
async function seedLetters(client: Client): Promise<readonly Letter[]> {
  await client.query("TRUNCATE hand_messages");
  const body = newParcel();
  const { rows } = await client.query<{ id: string; receiver: number }>(
    `INSERT INTO hand_messages (receiver, body) SELECT id, $1 FROM hand_agents RETURNING id, receiver`,
    [JSON.stringify(body)],
  );
  return rows.map(({ id, receiver }) => ({ id, receiver, body }));
}
