import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Fault } from "@msafara/kernel";
import { Client, type ClientBase } from "pg";

/** Any number that nobody else locks by. */
const LOCK = 7_231_946_058;
const FOLDER = join(import.meta.dirname, "migrations");

/** A migration as it lies in the folder. */
interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/**
 * Brings a database up to date and says what it applied. Two processes may start at once: one
 * waits for the other. A file that was applied and then changed is refused.
 */
export async function migrate(
  database: string | ClientBase,
  folder: string = FOLDER,
): Promise<readonly string[]> {
  if (typeof database !== "string") return await migrateOver(database, folder);
  const client = new Client({ connectionString: database, application_name: "msafara/migrate" });
  await client.connect();
  try {
    return await migrateOver(client, folder);
  } finally {
    await client.end();
  }
}

async function migrateOver(client: ClientBase, folder: string): Promise<readonly string[]> {
  const migrations = await readMigrations(folder);
  // A session's lock, since each file commits on its own.
  await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
  try {
    const applied = await readApplied(client);
    refuseChanged(applied, migrations);
    const missing = migrations.filter(({ name }) => !applied.has(name));
    for (const migration of missing) await apply(client, migration);
    return missing.map(({ name }) => name);
  } finally {
    await client.query("SELECT pg_advisory_unlock($1)", [LOCK]);
  }
}

async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).toSorted();
  return await Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(folder, name), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

async function readApplied(client: ClientBase): Promise<ReadonlyMap<string, string>> {
  await client.query(
    `CREATE TABLE IF NOT EXISTS migrations (
       name text PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`,
  );
  const { rows } = await client.query<{ name: string; checksum: string }>(
    "SELECT name, checksum FROM migrations",
  );
  return new Map(rows.map(({ name, checksum }) => [name, checksum]));
}

/** A database with more migrations than we know is fine: a newer release migrates before it runs. */
function refuseChanged(
  applied: ReadonlyMap<string, string>,
  migrations: readonly Migration[],
): void {
  const changed = migrations.find(
    ({ name, checksum }) => (applied.get(name) ?? checksum) !== checksum,
  );
  if (changed === undefined) return;
  throw new Fault(
    `Cannot migrate: "${changed.name}" was changed after it had been applied to this database; ` +
      "restore the file and put the change into a new migration",
    { retry: false },
  );
}

async function apply(client: ClientBase, { name, sql, checksum }: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(sql);
    await client.query("INSERT INTO migrations (name, checksum) VALUES ($1, $2)", [name, checksum]);
    await client.query("COMMIT");
  } catch (cause) {
    await client.query("ROLLBACK");
    throw new Fault(`Cannot apply migration "${name}"`, { retry: false, cause });
  }
}
