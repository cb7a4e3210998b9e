import type { Suspect } from "@msafara/runtime";
import { Client } from "pg";

const CONNECT_MS = 2_000;

/**
 * Writes a suspect down from the thread that watches, over a connection of its own: the process ends a
 * moment later, and nothing of the thread that hangs can be used.
 */
export async function recordSuspect(
  settings: Readonly<Record<string, string>>,
  { address, item, why }: Suspect,
): Promise<void> {
  const { connectionString } = settings;
  const client = new Client({
    ...(connectionString === undefined ? {} : { connectionString }),
    connectionTimeoutMillis: CONNECT_MS,
  });
  await client.connect();
  await client.query(
    `INSERT INTO suspects (address, item, why) VALUES ($1, $2, $3)
     ON CONFLICT (address, item) DO UPDATE SET why = excluded.why`,
    [address, item, why],
  );
  await client.end();
}
