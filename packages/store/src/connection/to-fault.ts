import { Bug, Fault } from "@msafara/kernel";
import { DatabaseError } from "pg";

/** Classes of errors that come back however often one asks: bad values, broken rules, bad SQL. */
const HOPELESS = /^(21|22|23|42|54)/;

/** What went wrong at the database, as the rest of the house knows faults. A bug stays a bug. */
export function toFault(cause: unknown): Fault | Bug {
  if (cause instanceof Fault || cause instanceof Bug) return cause;
  const code = cause instanceof DatabaseError ? (cause.code ?? "") : "";
  const why = cause instanceof Error ? cause.message : String(cause);
  return new Fault(`The database failed us: ${why}`, { retry: !HOPELESS.test(code), cause });
}
