import type { Look } from "../cluster/open-look.ts";
import { until } from "../cluster/until.ts";

/** What a request may leave behind although it did nothing: leases, and what was tried. */
const ASIDE = new Set(["nodes", "partitions", "login_attempts", "suspects"]);
/** A line of the record about a look, or about an agent that was asked, even if by the same key once more. */
const JUST_ASKED = "act ~ '^(platform|driver|shipper)[.]' OR act ~ '[.]viewed$'";
/** Beside those lines, and beside when a key was last used. */
const SO_MUCH_OF: Readonly<Record<string, string>> = {
  audit: `SELECT id, who, act, resource FROM audit WHERE NOT (${JUST_ASKED})`,
  api_keys: "SELECT id, name, scopes, created_by, revoked_at, revoked_by FROM api_keys",
};
const QUIET_MS = 5_000;

/** What every table says, by its name: so many rows, and a hash of all that is in them. */
export type Digest = Readonly<Record<string, string>>;

/** Waits until nothing is under way but timers, and takes the digest of all tables. */
export async function takeDigest(look: Look): Promise<Digest> {
  await untilQuiet(look);
  const tables = await look.ask<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
      WHERE table_schema IN ('public', 'view') AND table_type = 'BASE TABLE' ORDER BY 1`,
  );
  const parts = tables.flatMap(({ name }) => {
    const bare = name.replace(/^\w+\./, "");
    const rows = SO_MUCH_OF[bare] ?? `TABLE ${name}`;
    return ASIDE.has(bare)
      ? []
      : `SELECT '${name}' AS name, count(*) || ':' || coalesce(md5(string_agg(md5(t::text), ',' ORDER BY md5(t::text))), '') AS said FROM (${rows}) t`;
  });
  const rows = await look.ask<{ name: string; said: string }>(parts.join(" UNION ALL "));
  return Object.fromEntries(rows.map(({ name, said }) => [name, said]));
}

/** How many events of agents and acts on accounts there are: what was done, and how often. */
export async function countEvents(look: Look): Promise<Readonly<Record<string, number>>> {
  await untilQuiet(look);
  const rows = await look.ask<{ kind: string; n: number }>(
    `SELECT split_part(address, '/', 1) || ' ' || kind AS kind, count(*) AS n FROM events GROUP BY 1
      UNION ALL
     SELECT act, count(*) FROM audit
      WHERE NOT (${JUST_ASKED}) GROUP BY 1`,
  );
  return Object.fromEntries(rows.map(({ kind, n }) => [kind, n]));
}

/** Waits until no mail and no effect is left. */
export async function untilQuiet(look: Look): Promise<void> {
  const isQuiet = async () => {
    const [row] = await look.ask<{ left: number }>(
      "SELECT (SELECT count(*) FROM messages) + (SELECT count(*) FROM effects) AS left",
    );
    return row?.left === 0;
  };
  await until("no mail and no effect is left", isQuiet, { withinMs: QUIET_MS });
}
