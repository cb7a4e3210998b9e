import type { InspectionPort, QuarantinedMessage } from "@msafara/runtime";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";

/** Messages in quarantine, oldest id first. */
export async function listQuarantine(
  db: Kysely<Schema>,
  { address, after = "", limit }: Parameters<InspectionPort["quarantine"]>[0],
): Promise<readonly QuarantinedMessage[]> {
  let caught = db
    .selectFrom("quarantine")
    .select(["id", "address", "seq", "sender", "kind", "body", "trace"])
    .select(["error", "stack", "attempt", "at"])
    .where("id", ">", after)
    .orderBy("id")
    .limit(limit);
  if (address !== undefined) caught = caught.where("address", "=", address);
  return await caught.execute();
}
