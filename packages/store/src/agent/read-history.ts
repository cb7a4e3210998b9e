import type { EventRow, InspectionPort } from "@msafara/runtime";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";

/**
 * An agent's events after a version. The events of one version stay together, even beyond the limit:
 * who asks for the next page knows only versions, and would miss the rest.
 */
export async function readHistory(
  db: Kysely<Schema>,
  { address, afterVersion, limit }: Parameters<InspectionPort["history"]>[0],
): Promise<readonly EventRow[]> {
  const { rows } = await sql<EventRow>`
    SELECT address, version, n, kind, schema, body, at
      FROM (SELECT address, version, n, kind, schema, body, at FROM events
             WHERE address = ${address} AND version > ${afterVersion}
             ORDER BY version FETCH FIRST ${limit} ROWS WITH TIES) page
     ORDER BY version, n`.execute(db);
  return rows;
}
