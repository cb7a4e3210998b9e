import { Socket } from "node:net";
import { Pool } from "pg";
import { TYPES } from "./types.ts";

/** What an answer may take beyond the server's own time-outs to find its way to us. */
const GRACE_MS = 1_000;

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
    stream: () => timedSocket(statementMs + GRACE_MS),
    options: "-c datestyle=ISO -c timezone=UTC -c bytea_output=hex",
  });
  // An idle connection that is lost is replaced by the pool; nobody was waiting for it.
  pool.on("error", () => undefined);
  // The pool stops listening to a connection before it is closed, and it may be lost until then.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

/** A server that hangs keeps no time-out of its own: a connection that is silent for so long is cut. */
function timedSocket(silentMsMax: number): Socket {
  const socket = new Socket();
  return socket.setTimeout(silentMsMax, () => socket.destroy());
}
