import { Pool } from "pg";
import { TYPES } from "./types.ts";

/** Opens the connections over which everything but commits is asked. */
export function openPool({
  connectionString,
  max,
  connectMs,
  statementMs,
  lockMs,
}: {
  readonly connectionString: string;
  readonly max: number;
  readonly connectMs: number;
  readonly statementMs: number;
  readonly lockMs: number;
}): Pool {
  const pool = new Pool({
    connectionString,
    max,
    types: TYPES,
    application_name: "msafara/questions",
    connectionTimeoutMillis: connectMs,
    statement_timeout: statementMs,
    lock_timeout: lockMs,
    idle_in_transaction_session_timeout: statementMs,
    keepAlive: true,
    options: "-c datestyle=ISO -c timezone=UTC -c bytea_output=hex",
  });
  // An idle connection that is lost is replaced by the pool; nobody was waiting for it.
  pool.on("error", () => undefined);
  // The pool stops listening to a connection before it is closed, and it may be lost until then.
  pool.on("connect", (client) => client.on("error", () => undefined));
  // One that is lost while it is lent out fails its query; that it also says so must not end the process.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}
