import pg from "pg";

const CONNECT_MS = 2_000;
const ANSWER_MS = 120_000;
const INT8 = 20;

/** Plain questions to a database, past every door of the house: what a judge sees with his own eyes. */
export interface Look {
  readonly ask: <Row extends object>(
    sql: string,
    values?: readonly unknown[],
  ) => Promise<readonly Row[]>;
  readonly close: () => Promise<void>;
}

// Counts and versions of a test are exact as doubles.
const types = new pg.TypeOverrides();
types.setTypeParser(INT8, Number);

/** Opens connections for looking. They come back by themselves when the server does. */
export function openLook(url: string): Look {
  const pool = new pg.Pool({
    connectionString: url,
    max: 3,
    application_name: "e2e/look",
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: ANSWER_MS,
    types,
  });
  pool.on("error", () => undefined);
  // A server that is shut down says so and then hangs up: the second error finds nobody listening.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return {
    ask: async <Row extends object>(sql: string, values: readonly unknown[] = []) => {
      const { rows } = await pool.query<Row>(sql, [...values]);
      return rows;
    },
    close: () => pool.end(),
  };
}
