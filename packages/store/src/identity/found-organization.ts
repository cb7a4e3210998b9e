import { type Id, type Instant, toIso } from "@msafara/kernel";
import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { together } from "./together.ts";

/** Founds an organization, with its founder as the first owner. */
export async function foundOrganization(
  db: Kysely<Schema>,
  {
    id,
    name,
    founder,
    now,
  }: {
    readonly id: Id<"org">;
    readonly name: string;
    readonly founder: Id<"usr">;
    readonly now: Instant;
  },
): Promise<{ readonly id: Id<"org"> }> {
  return await together(db, async (tx) => {
    const at = toIso(now);
    await tx
      .insertInto("organizations")
      .values({ id, name, created_at: at, created_by: founder })
      .execute();
    await tx
      .insertInto("members")
      .values({ organization: id, user_id: founder, role: "owner", joined_at: at })
      .execute();
    return { id };
  });
}
