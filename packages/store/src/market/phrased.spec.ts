import { DummyDriver, Kysely, PostgresAdapter, PostgresQueryCompiler } from "kysely";
import { expect, test } from "vitest";
import type { Schema } from "../connection/schema.ts";
import { phrased, type Slots } from "./phrased.ts";

/** A database that answers nothing, and remembers what it was asked. */
function openDumbDatabase() {
  const asked: { readonly sql: string; readonly parameters: readonly unknown[] }[] = [];
  const db = new Kysely<Schema>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createIntrospector: () => {
        throw new TypeError("nobody looks");
      },
    },
    log: ({ query }) => void asked.push(query),
  });
  return { db, asked };
}

function openQuestion() {
  const written: string[] = [];
  const ask = phrased((db, { key = "", status }: Slots<"key" | "status">) => {
    written.push(status === undefined ? "one" : "two");
    const bids = db.selectFrom("view.bids").select("bidId").where("key", "=", key);
    return status === undefined ? bids : bids.where("note", "=", status).where("note", "<>", "x");
  });
  return { ask, written };
}

test("words are found once, and asked with the values of each time", async () => {
  const { db, asked } = openDumbDatabase();
  const { ask, written } = openQuestion();
  await ask(db, { key: "bid_1" });
  await ask(db, { key: "bid_2", status: undefined });
  expect(written).toEqual(["one"]);
  expect(asked.map(({ parameters }) => parameters)).toEqual([["bid_1"], ["bid_2"]]);
});

test("other values are other words, and what is always the same stays in its place", async () => {
  const { db, asked } = openDumbDatabase();
  const { ask, written } = openQuestion();
  await ask(db, { key: "bid_1" });
  await ask(db, { status: "won", key: "bid_2" });
  expect(written).toEqual(["one", "two"]);
  expect(asked[1]?.parameters).toEqual(["bid_2", "won", "x"]);
  expect(asked[1]?.sql).toMatch(/key" = \$1 .*"note" = \$2 .*"note" <> \$3/);
});
