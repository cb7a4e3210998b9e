import { type RawBuilder, sql } from "kysely";

/** When a lease that begins now will be over, by the database's clock. */
export function leaseEnd(leaseMs: number): RawBuilder<string> {
  return sql`clock_timestamp() + ${leaseMs}::float8 * interval '1 millisecond'`;
}
