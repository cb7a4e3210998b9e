import type { Journal, LiveHead } from "@msafara/runtime";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";

/** Live events after a number, and the head: read last, so that it is never behind the events. */
export async function readLive(
  db: Kysely<Schema>,
  { topic, audience, after, limit }: Parameters<Journal["liveSince"]>[0],
): Promise<LiveHead> {
  const sequence = db
    .selectFrom("live")
    .where("topic", "=", topic)
    .where("audience", "=", audience);
  const events = await sequence
    .select(["topic", "audience", "seq", "name", "body", "at"])
    .where("seq", ">", after)
    .orderBy("seq")
    .limit(limit)
    .execute();
  const newest = await sequence.select("seq").orderBy("seq", "desc").limit(1).executeTakeFirst();
  return { events, head: newest?.seq ?? 0 };
}
