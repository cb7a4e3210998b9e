import { createHash } from "node:crypto";
import type { PostgresPool, PostgresPoolClient } from "kysely";
import type { Pool, PoolClient } from "pg";

/** Lists can be asked for in many ways; those beyond are read and planned each time. */
const STATEMENTS_MAX = 200;
const NAME_LENGTH = 22;

/**
 * A pool whose questions each connection reads and plans but once: to plan a read of one row costs
 * PostgreSQL three times as much as to read it.
 */
export function preparing(pool: Pool): PostgresPool {
  const names = new Map<string, string>();

  function nameOf(text: string): string | undefined {
    const known = names.get(text);
    if (known !== undefined || names.size >= STATEMENTS_MAX) return known;
    const name = createHash("sha256").update(text).digest("base64url").slice(0, NAME_LENGTH);
    names.set(text, name);
    return name;
  }

  return {
    options: pool.options,
    connect: async () => wrapped(await pool.connect(), nameOf),
    end: async () => await pool.end(),
  };
}

function wrapped(
  client: PoolClient,
  nameOf: (text: string) => string | undefined,
): PostgresPoolClient {
  const query = async (text: string, values: readonly unknown[]) => {
    const name = nameOf(text);
    return await client.query({
      text,
      values: [...values],
      ...(name === undefined ? {} : { name }),
    });
  };
  const release = (destroy?: boolean) => client.release(destroy);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- The other way to query is by a cursor, which nobody here does.
  return { query, release } as unknown as PostgresPoolClient;
}
