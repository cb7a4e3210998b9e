import { Fault } from "@msafara/kernel";
import { DatabaseError } from "pg";

/** The server says that it is going, or not there yet; or the connection has failed. */
const AWAY = /^(08|57P0[123])/;
/** As the system names a connection that is not to be had. */
const UNREACHED = /^(ECONN|EPIPE|ETIMEDOUT|EHOST|ENET|ENOTFOUND|EAI_AGAIN|ENOENT)/;
/** As the driver puts it, which gives no code. */
const LOST =
  /^(Connection terminated|timeout expired|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/**
 * Whether a question failed since the database cannot be reached. One that it refused, or that took it
 * too long, is a failure of another kind: there is somebody to ask.
 */
export function isStoreAway(error: unknown): boolean {
  if (!(error instanceof Fault) || !(error.cause instanceof Error)) return false;
  const { cause } = error;
  const code = "code" in cause ? String(cause.code) : "";
  if (cause instanceof DatabaseError) return AWAY.test(code);
  return UNREACHED.test(code) || LOST.test(cause.message);
}
