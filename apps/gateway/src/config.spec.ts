import { expect, test } from "vitest";
import { readConfig } from "./config.ts";

/** All that must be set; each test spoils one. */
const SET = {
  DATABASE_URL: "postgres://ada:pw@db:5432/msafara",
  REDIS_URL: "redis://redis:6379",
  SECRET_KEY: Buffer.alloc(32, 9).toString("base64"),
};

test("a gateway needs its database, its bus and its secret", () => {
  const { secrets, origins, trustProxy } = readConfig({ ...SET, CORS_ORIGINS: "https://a.test" });
  expect(secrets.secretKey).toHaveLength(32);
  expect([origins, trustProxy]).toEqual([["https://a.test"], false]);
});

test.for([
  [{ SECRET_KEY: undefined }, "SECRET_KEY: expected 32 bytes in base64, the same for every"],
  [{ SECRET_KEY: "short" }, "SECRET_KEY is no secret: expected 32 bytes in base64"],
  [{ DATABASE_URL: "mysql://x" }, "DATABASE_URL: expected an address such as postgres://"],
  [{ CORS_ORIGINS: "https://a.test/" }, "CORS_ORIGINS: expected origins such as https://"],
  [{ TRUST_PROXY: "maybe" }, "TRUST_PROXY: expected true or false"],
] as const)("%j is refused in one sentence", ([env, sentence]) => {
  expect(() => readConfig({ ...SET, ...env })).toThrow(sentence);
});
