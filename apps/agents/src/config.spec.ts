import { availableParallelism } from "node:os";
import { expect, test } from "vitest";
import { readConfig } from "./config.ts";

const GOOD = {
  DATABASE_URL: "postgres://ada:secret@host/msafara",
  REDIS_URL: "redis://host:6379",
};

test("leaves a core to the agents, and takes two for the roads at least", () => {
  const { roads } = readConfig(GOOD);
  const threads = Math.max(2, availableParallelism() - 1);
  expect(roads).toEqual({ threads, folder: ".msafara", googleUrl: undefined });
});

test("no threads at all leave the roads to other hosts", () => {
  expect(readConfig({ ...GOOD, ROADS_THREADS: "0" }).roads.threads).toBe(0);
});

test("keeps Google's key apart, with what is never logged", () => {
  const key = "AIzaSyStandInKeyOfNobody";
  const { roads, secrets } = readConfig({ ...GOOD, GOOGLE_MAPS_API_KEY: key });
  expect(secrets.googleKey).toBe(key);
  expect(JSON.stringify(roads)).not.toContain(key);
});

test.for([
  [{ ROADS_THREADS: "" }, "ROADS_THREADS: expected a whole number from 0 to 64"],
  [{ ROADS_THREADS: "two" }, "ROADS_THREADS: expected a whole number from 0 to 64"],
  [{ ROADS_THREADS: "65" }, "0 leaves the roads to other hosts"],
  [{ ROADS_MAP: "" }, "ROADS_MAP: expected a folder such as .msafara"],
  [{ GOOGLE_MAPS_API_KEY: "key!" }, "GOOGLE_MAPS_API_KEY: expected a key as Google's"],
  [{ GOOGLE_MAPS_URL: "ftp://x" }, "GOOGLE_MAPS_URL: expected an address such as http://"],
] as const)("%j is refused in one sentence", ([wrong, sentence]) => {
  expect(() => readConfig({ ...GOOD, ...wrong })).toThrow(sentence);
});

test("a wrong key is never repeated", () => {
  const wrong = { ...GOOD, GOOGLE_MAPS_API_KEY: "secret key" };
  expect(() => readConfig(wrong)).toThrow(expect.not.stringContaining("secret key"));
});
