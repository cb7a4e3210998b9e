import { expect, test } from "vitest";
import { readConfig } from "./config.ts";

const SCREEN = { isTTY: true, columns: 120 };

test("a person at a terminal gets its width and colours", () => {
  expect(readConfig({}, SCREEN).look).toMatchObject({ width: 120, colours: true });
});

test.for([
  ["a pipe", {}, {}, 80],
  ["whoever wants none", { NO_COLOR: "1" }, SCREEN, 120],
  ["a terminal that has none", { TERM: "dumb" }, SCREEN, 120],
  ["a pipe with a width", { COLUMNS: "200" }, {}, 200],
  ["a pipe with a width that is none", { COLUMNS: "wide" }, {}, 80],
] as const)("%s gets no colours", ([, env, screen, width]) => {
  expect(readConfig(env, screen).look).toMatchObject({ width, colours: false });
});

test("an empty variable is one that is not set", () => {
  const empty = { DATABASE_URL: "", MSAFARA_STATE: "", MSAFARA_PASSWORD: "" };
  const { secrets, stateFolder } = readConfig(empty, {});
  expect(secrets).toEqual({ databaseUrl: undefined, password: undefined });
  expect(stateFolder).toMatch(/\.msafara$/);
});

test.for(["localhost:5432", "mysql://x/y", "secret"])("'%s' is no database", (DATABASE_URL) => {
  const read = () => readConfig({ DATABASE_URL }, {});
  expect(read).toThrow(/DATABASE_URL: expected an address such as postgres:/);
});
