import { Socket } from "node:net";
import { assert } from "@msafara/kernel";
import { Client } from "pg";
import { TYPES } from "./types.ts";

/** PostgreSQL cuts longer names short, and two that are cut short may be the same. */
const NAME_BYTES_MAX = 63;

/** What bounds a session, in milliseconds. */
export interface SessionLimits {
  readonly connectMs: number;
  readonly statementMs: number;
  readonly lockMs: number;
  /** What an answer may take beyond the server's own time-outs to find its way to us. */
  readonly graceMs: number;
}

/** Where to, and under which name. */
export interface SessionOptions extends SessionLimits {
  readonly connectionString: string;
  readonly name: string;
  /** Further settings of the server, for this session only. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** One connection that we can also cut. */
export interface Session {
  readonly name: string;
  readonly client: Client;
  readonly isOpen: () => boolean;
  /** Drops the connection without a word; the server notices when it notices. */
  readonly cut: () => void;
  readonly close: () => Promise<void>;
}

/**
 * Opens a connection under a name by which its backend can be found. The settings are made by a
 * statement, since a connection string may carry settings of its own that would win.
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { connectionString, name, connectMs, statementMs, lockMs, graceMs } = options;
  assert(
    name.length <= NAME_BYTES_MAX && /^[ -~]+$/.test(name),
    `"${name}" must survive as a name`,
  );
  const socket = new Socket();
  const client = new Client({
    connectionString,
    connectionTimeoutMillis: connectMs,
    // No answer for so long is as good as none: whoever asked must not wait for ever.
    query_timeout: statementMs + graceMs,
    keepAlive: true,
    stream: () => socket,
    types: TYPES,
  });
  let isOpen = true;
  const lose = () => (isOpen = false);
  // A lost connection is learnt from the query that was under way; between queries from this.
  client.on("error", lose);
  client.on("end", lose);
  const cut = () => {
    isOpen = false;
    socket.destroy();
  };
  const close = async () => {
    if (isOpen) await client.end();
  };
  try {
    await client.connect();
    const all = {
      application_name: name,
      statement_timeout: String(statementMs),
      lock_timeout: String(lockMs),
      idle_in_transaction_session_timeout: String(statementMs),
      default_transaction_isolation: "read committed",
      plan_cache_mode: "force_generic_plan",
      ...options.settings,
    };
    await client.query(
      "SELECT set_config(name, value, false) FROM unnest($1::text[], $2::text[]) s (name, value)",
      [Object.keys(all), Object.values(all)],
    );
  } catch (error) {
    cut();
    throw error;
  }
  return { name, client, isOpen: () => isOpen, cut, close };
}
