import type { Address, Batch } from "@msafara/runtime";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OpenJournal } from "../open-journal.ts";
import { openRoom, type Room } from "../specs/open-room.ts";
import { agentAt, batchOf, mailTo } from "../specs/small-batch.ts";

describe("a commit that PostgreSQL refuses", () => {
  let room: Room;
  let count = 0;
  beforeAll(async () => {
    room = await openRoom();
    await room.ask(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF new.kind LIKE 'refuse %' THEN
          RAISE EXCEPTION USING ERRCODE = substr(new.kind, 8), MESSAGE = 'as asked';
        END IF;
        RETURN new;
      END $$`);
    await room.ask(
      "CREATE TRIGGER refuse BEFORE INSERT ON messages FOR EACH ROW EXECUTE FUNCTION refuse()",
    );
  });
  afterAll(() => room.close());

  function fresh(): Address {
    return `toy/${++count}`;
  }

  function commit(part: Partial<Batch>, journal: OpenJournal = room.journal) {
    return journal.commit({ incarnation: "here", lane: 0, batch: batchOf(part) });
  }

  async function verdictOf(part: Partial<Batch>, journal?: OpenJournal): Promise<unknown> {
    return await commit(part, journal).catch((error: unknown) => error);
  }

  test.for([
    ["a full disk", "53100"],
    ["no memory left", "53200"],
    ["a deadlock", "40P01"],
    ["a database that starts up", "57P03"],
    ["a lost connection of the server's own", "08006"],
    ["a lock that was not to be had", "55P03"],
    ["a replica that takes no writes", "25006"],
    ["a function that is not there yet", "42883"],
    ["a disk that cannot be read", "58030"],
  ] as const)("for %s may come again, and nobody is to blame", async ([, code]) => {
    const address = fresh();
    const mail = [{ ...mailTo(address), kind: `refuse ${code}` }];
    const agents = [agentAt(address, 0)];
    expect(await verdictOf({ agents, mail })).toMatchObject({
      name: "CommitFault",
      verdict: "retry",
    });
    expect(await room.journal.states([address])).toEqual([]);
    expect(await commit({ agents })).toMatchObject({ outcome: "committed" });
  });

  test.for([
    ["a value out of range", "22003"],
    ["a broken constraint", "23514"],
    ["a row that is too big", "54000"],
    ["a row that comes twice", "21000"],
  ] as const)("for %s has somebody to blame", async ([, code]) => {
    const mail = [{ ...mailTo(fresh()), kind: `refuse ${code}` }];
    expect(await verdictOf({ mail })).toMatchObject({ verdict: "poison", retry: false });
    expect(await commit({})).toMatchObject({ outcome: "committed" });
  });

  test.for([
    ["NUL in a text", { ...mailTo("toy/a"), kind: "a\0b" }],
    ["half a surrogate pair", { ...mailTo("toy/a"), trace: "a\ud800" }],
    ["a depth that no column holds", { ...mailTo("toy/a"), depth: 2 ** 31 }],
  ] as const)("for %s has somebody to blame, and its lane goes on", async ([, mail]) => {
    expect(await verdictOf({ mail: [mail] })).toMatchObject({ verdict: "poison" });
    expect(await commit({})).toMatchObject({ outcome: "committed" });
  });

  test("because two turns of an agent were not made one has somebody to blame", async () => {
    const address = fresh();
    const agents = [agentAt(address, 0), agentAt(address, 1)];
    expect(await verdictOf({ agents })).toMatchObject({ verdict: "poison" });
  });

  test("because the database takes no writes may come again, and then it does", async () => {
    const [database] = await room.ask<{ name: string }>("SELECT current_database() AS name");
    await room.ask(`ALTER DATABASE ${database!.name} SET default_transaction_read_only = on`);
    const journal = room.open();
    const agents = [agentAt(fresh(), 0)];
    expect(await verdictOf({ agents }, journal)).toMatchObject({ verdict: "retry" });
    await journal.close();
    await room.ask(`SET default_transaction_read_only = off;
                    ALTER DATABASE ${database!.name} RESET default_transaction_read_only`);
    expect(await commit({ agents }, room.open())).toMatchObject({ outcome: "committed" });
  });

  test.for([
    ["a row that somebody holds", { lockMs: 50 }],
    ["more time than it has", { statementMs: 50 }],
  ] as const)("because it needs %s may come again", async ([, limits]) => {
    const journal = room.open(limits);
    const holder = new Client({ connectionString: room.url });
    await holder.connect();
    await holder.query("BEGIN; LOCK TABLE messages IN SHARE MODE");
    expect(await verdictOf({ mail: [mailTo(fresh())] }, journal)).toMatchObject({
      verdict: "retry",
    });
    await holder.query("COMMIT");
    expect(await commit({ mail: [mailTo(fresh())] }, journal)).toMatchObject({
      outcome: "committed",
    });
    await holder.end();
  });

  test("is never refused for what an error in quarantine says", async () => {
    const address = fresh();
    const body = new Uint8Array();
    const [sender, kind, trace, error] = ["a/b", "k", "t", "NUL \0 and half \ud800 a pair"];
    const caught = { id: "qua_1", address, sender, kind, body, trace, error, stack: "\0" };
    const quarantined = [{ ...caught, attempt: 2, at: 1 }];
    expect(await commit({ quarantined })).toMatchObject({ outcome: "committed" });
    const [kept] = await room.journal.quarantine({ address, limit: 1 });
    expect(kept?.error).toBe("NUL \ufffd and half \ufffd a pair");
  });
});
