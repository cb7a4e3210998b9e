import type { Kysely } from "kysely";
import type { Schema } from "../connection/schema.ts";

/**
 * Takes back what an attempt that succeeded was counted for. The phone starts anew; the address
 * loses this one attempt only, or one good account would cover for guessing at a thousand others.
 */
export async function forgiveLogin(
  db: Kysely<Schema>,
  { phone, address }: { readonly phone?: string; readonly address: string },
): Promise<void> {
  const lessOne = db
    .updateTable("login_attempts")
    .set((eb) => ({ failures: eb("failures", "-", 1) }))
    .where("kind", "=", "address")
    .where("subject", "=", address)
    .where("failures", ">", 0);
  if (phone === undefined) {
    await lessOne.execute();
    return;
  }
  await db
    .with("address", () => lessOne.returning("subject"))
    .deleteFrom("login_attempts")
    .where("kind", "=", "phone")
    .where("subject", "=", phone)
    // Always true, and known only once the address is done with: always the address first.
    .where((eb) => eb(eb.selectFrom("address").select(eb.fn.countAll().as("n")), ">=", 0))
    .execute();
}
