import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";
import { together } from "./together.ts";

/**
 * Takes back what an attempt that succeeded was counted for. The phone starts anew; the address
 * loses this one attempt only, or one good account would cover for guessing at a thousand others.
 */
export async function forgiveLogin(
  db: Kysely<Schema>,
  { phone, address }: { readonly phone?: string; readonly address: string },
): Promise<void> {
  await together(db, async (tx) => {
    await tx
      .updateTable("login_attempts")
      .set((eb) => ({ failures: eb("failures", "-", 1) }))
      .where("kind", "=", "address")
      .where("subject", "=", address)
      .where("failures", ">", 0)
      .execute();
    if (phone === undefined) return;
    await tx
      .deleteFrom("login_attempts")
      .where("kind", "=", "phone")
      .where("subject", "=", phone)
      .execute();
  });
}
