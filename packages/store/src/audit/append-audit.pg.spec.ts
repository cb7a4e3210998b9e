import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openRegistry, type Registry } from "../specs/open-registry.ts";

describe("the record of what was done", () => {
  let registry: Registry;
  beforeAll(async () => {
    registry = await openRegistry();
  });
  afterAll(() => registry.close());

  test("tells who did what, why, from where, to what and in which request (U194)", async () => {
    const entry = {
      who: "usr_support",
      act: "driver.viewed",
      why: "dispute cse_1",
      origin: "10.0.0.7",
      resource: "drv_1",
      requestId: "req_1",
      detail: { columns: ["phone"] },
    };
    await registry.identity.appendAudit([entry]);
    const [line] = await registry.identity.pageAudit({ who: "usr_support", limit: 1 });
    expect(line).toMatchObject(entry);
    expect(line?.at).toBeTypeOf("number");
  });

  test("is read newest first, page by page, of one person or of one thing", async () => {
    const acts = ["one", "two", "three"];
    await registry.identity.appendAudit(
      acts.map((act) => ({ who: "usr_pager", act, resource: "pay_1" })),
    );
    await registry.identity.appendAudit([{ who: "usr_other", act: "four", resource: "pay_1" }]);
    await registry.identity.appendAudit([]);
    const page = await registry.identity.pageAudit({ who: "usr_pager", limit: 2 });
    expect(page.map(({ act }) => act)).toEqual(["three", "two"]);
    const before = page[1]!.id;
    const rest = await registry.identity.pageAudit({ who: "usr_pager", before, limit: 2 });
    expect(rest.map(({ act }) => act)).toEqual(["one"]);
    const thing = await registry.identity.pageAudit({ resource: "pay_1", limit: 50 });
    expect(thing.map(({ act }) => act)).toEqual(["four", "three", "two", "one"]);
  });

  test("tells nobody that his line is written before it is, and writes what waits as one (U194)", async () => {
    const { appendAudit } = registry.identity;
    const held = await registry.hold("LOCK TABLE audit IN SHARE MODE", []);
    let told = 0;
    const who = (i: number) => `usr_crowd_${i}`;
    const lines = Array.from({ length: 40 }, async (_, i) => {
      await appendAudit([{ who: who(i), act: "looked", detail: { i } }]);
      told += 1;
    });
    // Two are on their way, each with what there was; 38 wait for them in one.
    await held.whenWaiting(2);
    expect(told).toBe(0);
    await held.letGoWhen(2);
    await Promise.all(lines);
    const [written] = await registry.ask<{ lines: number; commits: number }>(
      `SELECT count(*) AS lines, count(DISTINCT xmin::text) AS commits
         FROM audit WHERE who LIKE 'usr_crowd_%'`,
    );
    expect(written).toEqual({ lines: 40, commits: 3 });
  });

  test("keeps the lines of all others when one can never be written", async () => {
    const { appendAudit, pageAudit } = registry.identity;
    const act = "looked";
    const good = ["usr_a", "usr_b", "usr_c", "usr_d"].map((who) => appendAudit([{ who, act }]));
    const bad = appendAudit([{ who: "usr_bad", act: "\u0000" }]);
    const last = appendAudit([{ who: "usr_e", act }]);
    await expect(bad).rejects.toThrow("The database failed us");
    await Promise.all([...good, last]);
    const [line] = await pageAudit({ who: "usr_e", limit: 2 });
    expect(line).toMatchObject({ act });
  });

  test.for([
    "UPDATE audit SET who = 'nobody'",
    "DELETE FROM audit",
    "TRUNCATE audit",
    "INSERT INTO audit (who, act, detail) VALUES ('a', 'b', '{}'); DELETE FROM audit",
  ])("refuses %j, also to whoever writes SQL by hand", async (crime) => {
    await registry.identity.appendAudit([{ who: "usr_witness", act: "saw" }]);
    await expect(registry.ask(crime)).rejects.toThrow('"audit" is appended to and never changed');
    const lines = await registry.identity.pageAudit({ who: "usr_witness", limit: 1 });
    expect(lines).toHaveLength(1);
  });
});
