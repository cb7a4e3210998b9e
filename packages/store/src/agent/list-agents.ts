import {
  type Address,
  addressOf,
  type AgentSummary,
  type InspectionPort,
  roleOf,
} from "@msafara/runtime";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../connection/schema.ts";

/** Agents as an operator looks for them, by address. */
export async function listAgents(
  db: Kysely<Schema>,
  { role, phase, stuckMs, after = "", limit }: Parameters<InspectionPort["agents"]>[0],
): Promise<readonly AgentSummary[]> {
  let agents = db
    .selectFrom("agents")
    .select(["partition", "address", "phase", "version", "turned_at"])
    .where("address", ">", sql<Address>`${after}`)
    .orderBy("address")
    .limit(limit);
  if (phase !== undefined) agents = agents.where("phase", "=", phase);
  // A role is the range of addresses between its slash and the letter that follows the slash.
  if (role !== undefined) {
    agents = agents
      .where("address", ">=", addressOf(role, ""))
      .where("address", "<", sql<Address>`${`${role}0`}`);
  }
  if (stuckMs !== undefined) agents = agents.where("address", "in", stuckReceivers(stuckMs));
  const rows = await db
    .selectFrom(agents.as("agent"))
    .leftJoinLateral(
      (mail) =>
        mail
          .selectFrom("messages")
          .select(({ fn }) => [fn.countAll<number>().as("depth"), fn.min("at").as("oldest")])
          .whereRef("messages.partition", "=", "agent.partition")
          .whereRef("messages.receiver", "=", "agent.address")
          .as("mail"),
      (join) => join.onTrue(),
    )
    .select(["address", "phase", "version", "turned_at", "depth", "oldest"])
    .orderBy("address")
    .execute();
  return rows.map(({ address, phase: named, version, turned_at, depth, oldest }) => ({
    address,
    role: roleOf(address),
    phase: named,
    version,
    turnedAt: turned_at,
    mailDepth: depth ?? 0,
    oldestMailAt: oldest ?? null,
  }));
}

/** Mailboxes are short, so those with old mail are found from the mail and not from the agents. */
function stuckReceivers(stuckMs: number) {
  return sql<Address>`(
    SELECT receiver FROM messages
     WHERE at < clock_timestamp() - ${stuckMs}::float8 * interval '1 millisecond')`;
}
