import { type Kysely, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";

/** Gives up a node's row and its partitions, in one transaction. */
export async function leaveNode(db: Kysely<Schema>, incarnation: string): Promise<void> {
  await sql`SELECT leave_node_v1(${incarnation})`.execute(db);
}
