import { expect, test } from "vitest";
import { readConfig } from "./config.ts";

test("nothing has to be set", () => {
  expect(readConfig({})).toEqual({
    host: "127.0.0.1",
    port: 8080,
    logLevel: "info",
    stateFolder: ".msafara",
    trustProxy: false,
    origins: [],
    roads: { threads: expect.any(Number), folder: ".msafara", googleUrl: undefined },
    secrets: {
      databaseUrl: undefined,
      redisUrl: undefined,
      secretKey: undefined,
      googleKey: undefined,
    },
  });
});

test("an empty variable is one that is not set", () => {
  expect(readConfig({ PORT: "", DATABASE_URL: "" }).port).toBe(8080);
});

test.for([
  [{ PORT: "many" }, "PORT: expected a number"],
  [{ PORT: "70000" }, "PORT: expected a port up to 65535"],
  [{ DATABASE_URL: "mysql://x" }, "DATABASE_URL: expected an address such as postgres://"],
  [{ REDIS_URL: "x" }, "REDIS_URL: expected an address such as redis://"],
  [{ CORS_ORIGINS: "https://a.test/path" }, "CORS_ORIGINS: expected origins such as https://"],
  [{ CORS_ORIGINS: "*" }, "CORS_ORIGINS: expected origins such as https://"],
  [{ LOG_LEVEL: "loud" }, "LOG_LEVEL: expected trace, debug"],
  [{ ROADS_THREADS: "-1" }, "ROADS_THREADS: expected a whole number from 0 to 64"],
] as const)("%j is refused in one sentence", ([env, sentence]) => {
  expect(() => readConfig(env)).toThrow(sentence);
});

test("the map lies in the state folder, unless it is said to lie elsewhere", () => {
  expect(readConfig({ MSAFARA_STATE: "/var/msafara" }).roads.folder).toBe("/var/msafara");
  const elsewhere = { MSAFARA_STATE: "/var/msafara", ROADS_MAP: "/srv/maps" };
  expect(readConfig(elsewhere).roads.folder).toBe("/srv/maps");
});

test("pages of several origins may call", () => {
  const origins = ["https://a.test", "http://localhost:5173"];
  expect(readConfig({ CORS_ORIGINS: origins.join(", ") }).origins).toEqual(origins);
});

test("a wrong address is never repeated, for it holds a password", () => {
  const env = { DATABASE_URL: "mysql://ada:secret@host/x" };
  expect(() => readConfig(env)).toThrow(expect.not.stringContaining("secret"));
});
