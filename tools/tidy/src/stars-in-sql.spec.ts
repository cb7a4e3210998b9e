import { expect, test } from "vitest";
import { plantedRepository, thisRepository } from "./repository.ts";
import { starsInSql } from "./stars-in-sql.ts";

test("no SQL file reads all columns", () => {
  expect(starsInSql(thisRepository())).toEqual([]);
});

test.for(["select * from bids;", "SELECT b.*\nFROM bids b;", "delete from bids returning *;"])(
  "catches %s",
  (sql) => {
    expect(starsInSql(plantedRepository({ "packages/store/x.sql": sql }))).toHaveLength(1);
  },
);

test.for([
  "select id from bids;",
  "select count(*) from bids;",
  "select * from unnest(a) as t(id);",
  "delete from bids returning * into lost;",
])("lets %s pass", (sql) => {
  expect(starsInSql(plantedRepository({ "packages/store/x.sql": sql }))).toEqual([]);
});
