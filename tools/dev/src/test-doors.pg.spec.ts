import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { openTestDatabase } from "./test-database.ts";

const databases = await Promise.all([openTestDatabase(), openTestDatabase()]);
afterAll(() => Promise.all(databases.map((database) => database.close())));

test("two spec files do not see each other's tables", async () => {
  const [mine, yours] = databases.map(({ url }) => new pg.Client({ connectionString: url }));
  await mine?.connect();
  await yours?.connect();
  await mine?.query("create table only_mine (id int)");
  const look = await yours?.query("select to_regclass('only_mine') as found");
  expect(look?.rows).toEqual([{ found: null }]);
  await mine?.end();
  await yours?.end();
});
