import { expect, test } from "vitest";
import { readConfig } from "./config.ts";

const good = { MSAFARA_URL: "http://127.0.0.1:8080" };

test("an address is all it takes", () => {
  expect(readConfig(good)).toEqual({
    url: "http://127.0.0.1:8080",
    stateFolder: ".msafara",
    speed: 60,
    seed: 1,
  });
});

test.for([
  [{ MSAFARA_URL: "msafara" }, "MSAFARA_URL: expected an address such as http://127.0.0.1:8080"],
  [{ DEMO_SPEED: "0" }, "DEMO_SPEED: expected 1, which is real time, or more"],
  [{ DEMO_SPEED: "fast" }, "DEMO_SPEED: expected a number"],
] as const)("%j is refused in one sentence", ([spoilt, sentence]) => {
  expect(() => readConfig({ ...good, ...spoilt })).toThrow(sentence);
});
