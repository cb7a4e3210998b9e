import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openTestDatabase } from "@msafara/dev";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { migrate } from "./migrate.ts";

const FOLDER = join(import.meta.dirname, "migrations");

describe("migrate", () => {
  let url = "";
  let folder = "";
  const closing: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    const database = await openTestDatabase();
    ({ url } = database);
    folder = await mkdtemp(join(tmpdir(), "migrations-"));
    await cp(FOLDER, folder, { recursive: true });
    closing.push(database.close, () => rm(folder, { recursive: true }));
  });
  afterAll(async () => {
    for (const close of closing) await close();
  });

  async function add(name: string, sql: string): Promise<void> {
    await writeFile(join(folder, name), sql);
  }

  test("applies nothing to a database that is up to date", async () => {
    expect(await migrate(url, folder)).toEqual([]);
  });

  test("two processes that start at once apply each file once, and both may go on", async () => {
    await add("9001-first.sql", "CREATE TABLE first_of_two (id int); SELECT pg_sleep(0.1)");
    await add("9002-second.sql", "CREATE TABLE second_of_two (id int)");
    const applied = await Promise.all([migrate(url, folder), migrate(url, folder)]);
    expect(applied.flat().toSorted()).toEqual(["9001-first.sql", "9002-second.sql"]);
  });

  test("a file that fails leaves nothing, and those before it stay", async () => {
    await add("9003-good.sql", "CREATE TABLE good (id int)");
    await add("9004-bad.sql", "CREATE TABLE bad (id int); SELECT 1 / 0");
    await expect(migrate(url, folder)).rejects.toThrow('Cannot apply migration "9004-bad.sql"');
    const client = new Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query(
      "SELECT to_regclass('good') IS NOT NULL AS good, to_regclass('bad') IS NOT NULL AS bad",
    );
    expect(rows).toEqual([{ good: true, bad: false }]);
    await rm(join(folder, "9004-bad.sql"));
    expect(await migrate(client, folder)).toEqual([]);
    await client.end();
  });

  test("a file that was changed after it had been applied is refused by name", async () => {
    await add("9001-first.sql", "CREATE TABLE first_of_three (id int)");
    const refusal = '"9001-first.sql" was changed after it had been applied';
    await expect(migrate(url, folder)).rejects.toThrow(refusal);
  });

  test("a database that a newer release has migrated is left alone", async () => {
    await rm(join(folder, "9001-first.sql"));
    expect(await migrate(url, folder)).toEqual([]);
  });
});
