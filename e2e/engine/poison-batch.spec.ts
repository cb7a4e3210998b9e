import { addressOf } from "@msafara/runtime";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openStage, type Stage } from "../src/cluster/open-stage.ts";
import { until } from "../src/cluster/until.ts";
import { type Portion, vatRole } from "../src/cluster/vat-role.ts";

const PORTIONS = 500;
/** One lane and time enough to decide, so that five hundred turns share one commit. */
const LIMITS = { lanes: 1, batchTurns: PORTIONS, batchDecideMs: 5_000 };

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
  await stage.look.ask(`
    CREATE TABLE view.vats (key text PRIMARY KEY, address text, version bigint, eaten integer)`);
  await stage.look.ask("SELECT register_view('vats')");
});
afterEach(async () => {
  await stage.close();
});

/** Feeds 500 vats, some of them poison; answers once nothing waits any more. */
async function feed(poison: Readonly<Record<number, Portion>>): Promise<void> {
  const portions = Array.from({ length: PORTIONS }, (_, i): Portion => poison[i] ?? "good");
  await stage.startNode("one", { roles: [vatRole], release: 1, limits: LIMITS });
  const caller = await stage.openCaller();
  const wish = { principal: "usr_ada", key: "feed", timeoutMs: 10_000 };
  await until("the vats are fed", async () => {
    const answer = await caller.ask(addressOf("vat", "feeder"), { type: "feed", portions }, wish);
    return answer.status === "done";
  });
  await stage.rest();
}

async function quarantined(): Promise<readonly { address: string; error: string }[]> {
  return await stage.look.ask("SELECT address, error FROM quarantine ORDER BY address");
}

async function eaten(): Promise<number> {
  const rows = await stage.look.ask("SELECT address FROM events WHERE kind = 'eaten'");
  return rows.length;
}

describe("a batch of 500 with poison in it", () => {
  test("5 (G7): a NUL, half a surrogate pair and a throwing projector: three set aside, 497 committed", async () => {
    await feed({ 7: "nul", 250: "surrogate", 499: "thrown" });
    expect(await quarantined()).toMatchObject([
      { address: "vat/250", error: expect.stringContaining("surrogate") },
      { address: "vat/499", error: expect.stringContaining("Swallowed") },
      { address: "vat/7", error: expect.stringContaining("NUL") },
    ]);
    expect(await eaten()).toBe(497);
    expect(Math.max(...stage.batches.map(({ turns }) => turns))).toBe(PORTIONS);
  });

  test("5 (G7): what only the database refuses is found by halving, and stands alone in quarantine", async () => {
    await feed({ 123: "refused-by-database" });
    expect(await quarantined()).toMatchObject([{ address: "vat/123" }]);
    expect(await eaten()).toBe(499);
    expect(stage.troubles.map(({ what }) => what)).toContain("commit-poison");
  });
});

describe("a full disk", () => {
  test("5 (G7): sets nothing aside, and everything is done once there is room again", async () => {
    // No disk is filled here: a trigger answers every write of an event as a full disk would.
    await stage.look.ask("CREATE TABLE disk_is_full (since timestamptz)");
    await stage.look.ask(`
      CREATE FUNCTION refuse_when_full() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT FROM disk_is_full) THEN
          RAISE EXCEPTION USING ERRCODE = '53100', MESSAGE = 'could not extend file: No space left';
        END IF;
        RETURN NULL;
      END $$`);
    await stage.look.ask(`
      CREATE TRIGGER full_disk BEFORE INSERT ON events
         FOR EACH STATEMENT EXECUTE FUNCTION refuse_when_full()`);
    await stage.startNode("one");
    const caller = await stage.openCaller();
    await stage.look.ask("INSERT INTO disk_is_full VALUES (now())");

    const opened = Promise.all(
      Array.from({ length: 100 }, (_, i) => {
        const command = { type: "open", amount: 5, currency: "KES", order: `open-${i}` } as const;
        return stage.insist(caller, { address: addressOf("account", `a${i}`), command });
      }),
    );
    const complaints = () => stage.troubles.filter(({ what }) => what === "commit-retry").length;
    await until("commits were refused again and again", () => complaints() >= 5);
    expect(await quarantined()).toEqual([]);
    await stage.look.ask("DELETE FROM disk_is_full");

    const answers = await opened;
    expect(answers.every(({ answer }) => answer.status === "done")).toBe(true);
    expect(await quarantined()).toEqual([]);
    expect(await stage.judge()).toEqual([]);
  });
});
