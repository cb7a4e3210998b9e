import { type Address, partitionOf, type StoredAgent } from "@msafara/runtime";
import type { Pool } from "pg";
import { packInt2, packText } from "../packed-array.ts";

/** Prepared once on each connection: an agent that is woken waits for this question. */
const READ = {
  name: "read_states",
  text: `SELECT a.address, a.version, a.schema, a.phase, a.turned_at AS "turnedAt", a.state, a.heads
           FROM (SELECT DISTINCT partition, address
                   FROM unnest($1::smallint[], $2::text[]) AS asked (partition, address)) w
          CROSS JOIN LATERAL (
                SELECT address, version, schema, phase, turned_at, state, heads FROM agents
                 WHERE partition = w.partition AND address = w.address OFFSET 0) a`,
};

/** States of those that exist. */
export async function readStates(
  pool: Pool,
  addresses: readonly Address[],
): Promise<readonly StoredAgent[]> {
  if (addresses.length === 0) return [];
  const { rows } = await pool.query<StoredAgent>({
    ...READ,
    values: [packInt2(addresses, partitionOf), packText(addresses, (address) => address)],
  });
  return rows;
}
