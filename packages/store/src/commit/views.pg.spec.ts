import type { Address, ViewWrite } from "@msafara/runtime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openRoom, type Room } from "../specs/open-room.ts";
import { batchOf } from "../specs/small-batch.ts";

const ADDRESS: Address = "account/ada";

describe("the writer of views", () => {
  let room: Room;
  beforeAll(async () => {
    room = await openRoom();
    await room.ask(`
      CREATE TABLE view.accounts (
        key text PRIMARY KEY, address text NOT NULL, version bigint NOT NULL,
        balance bigint, currency text, tags text[], facts jsonb, seen timestamptz,
        is_rich boolean GENERATED ALWAYS AS (balance > 1000) STORED)`);
    await room.ask("SELECT register_view('accounts')");
  });
  afterAll(() => room.close());

  function write(key: string, version: number, row: ViewWrite["row"]): ViewWrite {
    return { view: "accounts", key, address: ADDRESS, version, row };
  }

  function commit(...views: readonly ViewWrite[]) {
    const batch = batchOf({ views });
    return room.journal.commit({ incarnation: "here", lane: 0, batch });
  }

  async function read(key: string): Promise<unknown> {
    const rows = await room.ask(
      `SELECT address, version, balance, currency, tags, facts, is_rich
         FROM view.accounts WHERE key = $1`,
      [key],
    );
    return rows[0];
  }

  test("finds the columns in the catalog, whatever their types", async () => {
    const row = { balance: 2_000, currency: "KES", tags: ["a", "b"], facts: { odd: [1, null] } };
    await commit(write("all", 1, { ...row, seen: "2026-11-20T22:00:00Z" }));
    const stored = { ...row, tags: "{a,b}", address: ADDRESS, version: 1, is_rich: true };
    expect(await read("all")).toEqual(stored);
  });

  test("replaces a whole row: what is not named is empty", async () => {
    await commit(write("whole", 1, { balance: 1, currency: "KES" }));
    await commit(write("whole", 2, { balance: 2 }));
    expect(await read("whole")).toMatchObject({ version: 2, balance: 2, currency: null });
  });

  test("never lets an older version win", async () => {
    await commit(write("old", 5, { balance: 5 }));
    await commit(write("old", 4, { balance: 4 }));
    expect(await read("old")).toMatchObject({ version: 5, balance: 5 });
    await commit(write("old", 4, null));
    expect(await read("old")).toMatchObject({ version: 5 });
  });

  test("removes a row, and writes others beside it", async () => {
    await commit(write("gone", 1, { balance: 1 }), write("stays", 1, { balance: 1 }));
    await commit(
      write("gone", 2, null),
      write("stays", 2, { balance: 2 }),
      write("never", 2, null),
    );
    expect(await read("gone")).toBeUndefined();
    expect(await read("stays")).toMatchObject({ version: 2 });
  });

  test("takes key, address and version from the write, whatever the row says of them", async () => {
    await commit(write("mine", 3, { key: "yours", address: "a/b", version: 9, balance: 1 }));
    expect(await read("mine")).toMatchObject({ address: ADDRESS, version: 3 });
  });

  test.for([
    ["a column that is not there", { balanse: 1 }],
    ["a column that makes itself", { is_rich: true }],
    ["a number that is too large", { balance: 1e30 }],
    ["a text for a number", { balance: "many" }],
  ] as const)("blames a row with %s", async ([, row]) => {
    await expect(commit(write("bad", 1, row))).rejects.toMatchObject({ verdict: "poison" });
    expect(await read("bad")).toBeUndefined();
  });

  test("blames a row that is written twice, even if once it is removed", async () => {
    const twice = commit(write("twice", 1, { balance: 1 }), write("twice", 2, null));
    await expect(twice).rejects.toMatchObject({ verdict: "poison" });
  });

  test("learns a new column when the view is registered anew", async () => {
    await room.ask("ALTER TABLE view.accounts ADD COLUMN note text");
    await room.ask("SELECT register_view('accounts')");
    await commit(write("new", 1, { note: "hello" }));
    expect(await room.ask("SELECT note FROM view.accounts WHERE key = 'new'")).toEqual([
      { note: "hello" },
    ]);
  });
});
