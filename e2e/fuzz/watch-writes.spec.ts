import { openTestDatabase } from "@msafara/dev";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { openLook } from "../src/cluster/open-look.ts";
import { openCensus } from "../src/fuzz/open-census.ts";
import { ASIDE, watchWrites } from "../src/fuzz/watch-writes.ts";

const database = await openTestDatabase();
const look = openLook(database.url);
await look.ask(
  `INSERT INTO users (created_at, password_set_at, id, role, agent, phone, name, locale, password)
   VALUES (now(), now(), 'usr_ada', 'admin', NULL, '+254711000005', 'Ada', 'en', 'x')`,
);
await look.ask(
  `INSERT INTO api_keys (created_at, id, prefix, hash, name, scopes, created_by)
   VALUES (now(), 'key_1', 'msf_live_1', 'x', 'Fuzz', '[]', 'usr_ada')`,
);
const watch = await watchWrites(look);

afterEach(() => watch.look(true));
afterAll(async () => {
  await look.close();
  await database.close();
});

describe("a watch on what refusals leave behind", () => {
  test("is on every table, but those that are aside for a reason", async () => {
    const rows = await look.ask<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
        WHERE schemaname IN ('public', 'view') AND tablename NOT LIKE 'events\\_%' ORDER BY 1`,
    );
    const all = rows.map(({ name }) => name);
    expect([...watch.tables, ...Object.keys(ASIDE)].toSorted()).toEqual(all);
    const [watched] = await look.ask<{ count: number }>(
      `SELECT count(*) FROM pg_trigger WHERE tgname = 'watch' AND tgparentid = 0`,
    );
    expect(watched?.count).toBe(watch.tables.length);
  });

  test.for([
    ["a row", "INSERT INTO organizations VALUES (now(), 'org_1', 'Nobody', 'usr_ada')"],
    ["a change of a row", "UPDATE api_keys SET revoked_at = now(), revoked_by = 'usr_ada'"],
    ["a row that is gone", "DELETE FROM view_writers WHERE view = 'bids'"],
    ["an event", "INSERT INTO events VALUES (now(), 1, 0, 1, 'driver/drv_1', 'planted', '')"],
    ["a timer", "INSERT INTO timers VALUES (now(), 1, 1, 'driver/drv_1', 'planted', '')"],
  ] as const)("tells of %s", async ([, planted]) => {
    await look.ask(planted);
    expect(await watch.look(false)).toEqual([expect.stringMatching(/^a refusal left a row: /)]);
    expect(await watch.look(false)).toEqual([]);
  });

  test.for([
    ["what is looked at", "INSERT INTO audit (who, act, detail) VALUES ('usr_ada', 'x', '{}')"],
    ["that a key was shown", "UPDATE api_keys SET last_used_at = now()"],
  ] as const)("does not mind that it is written down %s", async ([, written]) => {
    await look.ask(written);
    expect(await watch.look(false)).toEqual([]);
  });

  test("blames nobody for what a deed or a timer sets going, and does not count that look", async () => {
    const judged = watch.judged();
    await look.ask("INSERT INTO organizations VALUES (now(), 'org_2', 'Somebody', 'usr_ada')");
    expect(await watch.look(true)).toEqual([]);
    await look.ask("INSERT INTO timers VALUES (now(), 1, 1, 'driver/drv_2', 'due', '')");
    await watch.look(true);
    await look.ask("DELETE FROM timers WHERE name = 'due'");
    expect(await watch.look(false)).toEqual([]);
    expect(watch.judged()).toBe(judged);
  });
});

test("a census finds whoever is there and was told to nobody", async () => {
  const census = await openCensus(look);
  const plant = (id: string) =>
    look.ask(`INSERT INTO organizations VALUES (now(), '${id}', 'Nobody', 'usr_ada')`);
  await plant("org_3");
  census.note("createOrganization", { id: "org_3" });
  await census.judge(0);
  await plant("org_4");
  await expect(census.judge(0)).rejects.toThrow(/organizations has rows .*: org_4$/);
});
