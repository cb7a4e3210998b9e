import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";

/** Does work in one transaction: that of whoever asks if there is one, else one of its own. */
export async function together<Answer>(
  db: Kysely<Schema>,
  work: (tx: Kysely<Schema>) => Promise<Answer>,
): Promise<Answer> {
  return db.isTransaction ? await work(db) : await db.transaction().execute(work);
}
