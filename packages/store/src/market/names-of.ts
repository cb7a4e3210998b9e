import type { Id } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";

/** What the people are called for whom agents act. No view keeps it, so that an erased name is gone. */
export async function namesOf(
  db: Kysely<Schema>,
  agents: readonly Id[],
): Promise<ReadonlyMap<string, string>> {
  if (agents.length === 0) return new Map();
  const rows = await db
    .selectFrom("users")
    .select(["agent", "name"])
    .where("agent", "in", agents)
    .execute();
  return new Map(
    rows.flatMap(({ agent, name }) => (agent && name ? [[agent, name] as const] : [])),
  );
}
