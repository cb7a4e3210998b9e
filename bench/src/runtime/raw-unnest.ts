import type { Client } from "pg";
import { newParcel } from "./parcel.ts";

const ROWS_PER_TRANSACTION = 500;

/** Makes the table that raw rows go into. */
export async function makeRawTable(client: Client): Promise<void> {
  await client.query(
    "CREATE TABLE raw_rows (id bigint PRIMARY KEY, agent text NOT NULL, body jsonb NOT NULL)",
  );
  await client.query("CREATE SEQUENCE raw_blocks");
}

/**
 * Rows a second when nothing is done but inserting 300-byte jsonb rows, 500 to a transaction. Each row
 * is new, as a row is that somebody wants to keep, so writing it down as JSON is part of it.
 */
export async function rawUnnest(clients: readonly Client[], lastsMs: number): Promise<number> {
  const from = performance.now();
  let rows = 0;
  async function insert(client: Client): Promise<void> {
    while (performance.now() - from < lastsMs) {
      const parcels = Array.from({ length: ROWS_PER_TRANSACTION }, newParcel);
      await client.query({
        name: "raw-unnest",
        text: `INSERT INTO raw_rows (id, agent, body)
               SELECT block * ${ROWS_PER_TRANSACTION} + place, agent, body
                 FROM (SELECT nextval('raw_blocks') AS block) b,
                      unnest($1::text[], $2::jsonb[]) WITH ORDINALITY AS w (agent, body, place)`,
        values: [
          parcels.map((_, i) => `courier/${i}`),
          parcels.map((parcel) => JSON.stringify(parcel)),
        ],
      });
      rows += ROWS_PER_TRANSACTION;
    }
  }
  await Promise.all(clients.map((client) => insert(client)));
  return (rows * 1_000) / (performance.now() - from);
}
