import { untilQuiet } from "../wire/take-digest.ts";
import type { Look } from "../cluster/open-look.ts";

/** Tables that are written whoever is refused, and why that is as it should be. */
export const ASIDE: Readonly<Record<string, string>> = {
  "public.audit": "Who looked at what, and who was refused what, is written down.",
  "public.login_attempts": "A guess is counted before it is looked at.",
  "public.receipts": "The first answer under a key is kept, and a refusal is an answer.",
  "public.door_receipts": "The same, for commands on plain rows.",
  "public.nodes": "Leases of hosts, which nobody asks for.",
  "public.partitions": "Who hosts what, which nobody asks for.",
};

/** Columns that are written by a refusal, in tables that are not. */
const ASIDE_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  // A key was shown, whatever came of it.
  "public.api_keys": ["last_used_at"],
  // A wrong code costs a try.
  "public.verification_codes": ["tries"],
};

const WATCHED = `
  SELECT format('%I.%I', n.nspname, c.relname) AS name
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname IN ('public', 'view') AND c.relkind IN ('r', 'p') AND NOT c.relispartition
   ORDER BY 1`;
/** Nothing of this has to survive a crash: it is emptied after each look. */
const WRITES = `
  CREATE UNLOGGED TABLE watch.writes (
    n bigint GENERATED ALWAYS AS IDENTITY, place text NOT NULL, deed text NOT NULL, row text)`;
const NOTE = `
  CREATE FUNCTION watch.note() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    aside text[] := TG_ARGV[0]::text[];
    deed  text := TG_OP;
  BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - aside = to_jsonb(OLD) - aside THEN RETURN NULL; END IF;
    IF TG_OP = 'DELETE' AND (to_jsonb(OLD)->>'due')::timestamptz <= clock_timestamp()
       AND TG_TABLE_NAME = 'timers' THEN deed := 'FIRED'; END IF;
    INSERT INTO watch.writes (place, deed, row)
    VALUES (TG_TABLE_NAME, deed, left(coalesce(NEW, OLD)::text, 200));
    RETURN NULL;
  END $$`;

/** Sees every row that is written, by whomever, in all tables but those aside. */
export interface Watch {
  /** Which tables it sees. */
  readonly tables: readonly string[];
  /**
   * What was written since the last look, though nothing was done for anybody. What a deed or a timer
   * sets going is waited for, and is nobody's fault.
   */
  readonly look: (wasDone: boolean) => Promise<readonly string[]>;
  /** How many looks were at refusals only, and could tell. */
  readonly judged: () => number;
}

interface Write {
  readonly place: string;
  readonly deed: string;
  readonly row: string;
}

/** Has the database itself note each write; a table that comes later is watched by itself. */
export async function watchWrites(look: Look): Promise<Watch> {
  const tables = (await look.ask<{ name: string }>(WATCHED))
    .map(({ name }) => name)
    .filter((name) => !(name in ASIDE));
  await untilQuiet(look);
  // Whoever watched before is sent home, and his triggers go with him.
  for (const step of ["DROP SCHEMA IF EXISTS watch CASCADE", "CREATE SCHEMA watch", WRITES, NOTE])
    await look.ask(step);
  for (const table of tables) {
    const aside = (ASIDE_COLUMNS[table] ?? []).join(",");
    await look.ask(
      `CREATE TRIGGER watch AFTER INSERT OR UPDATE OR DELETE ON ${table}
         FOR EACH ROW EXECUTE FUNCTION watch.note('{${aside}}')`,
    );
  }
  let judged = 0;
  let doneBefore = false;

  async function take(): Promise<readonly Write[]> {
    return await look.ask<Write>("DELETE FROM watch.writes RETURNING place, deed, row");
  }

  return {
    tables,
    judged: () => judged,
    look: async (wasDone) => {
      const writes = wasDone ? [] : await take();
      const isLate = doneBefore && writes.length > 0 && writes.every(isCodeAfterAll);
      doneBefore = wasDone;
      if (isLate || wasDone || writes.some(({ deed }) => deed === "FIRED") || isEcho(writes)) {
        await untilQuiet(look);
        await take();
        return [];
      }
      judged += 1;
      return writes.map(({ place, deed, row }) => `a refusal left a row: ${deed} ${place} ${row}`);
    },
  };
}

/** Whoever forgot his password is answered first, and his code is made then: nobody shall tell by the time it takes. */
function isCodeAfterAll({ place, row }: Write): boolean {
  return place === "verification_codes" && row.includes(",password,");
}

/** A letter is read that nobody has sent since the last look: what a deed or a timer set going goes on. */
function isEcho(writes: readonly Write[]): boolean {
  const letters = writes.filter(({ place }) => place === "messages");
  const sent = new Set(letters.flatMap(({ deed, row }) => (deed === "INSERT" ? [row] : [])));
  return letters.some(({ deed, row }) => deed === "DELETE" && !sent.has(row));
}
