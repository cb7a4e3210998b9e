import { expect, test } from "vitest";
import { readUpgrade } from "./read-upgrade.ts";

const TRIP = "trp_01jx5k7q3v9e2m8n4p6r0s1t2w";
const PAGE = "https://console.example";

/** A phone that opens a socket; each test adds one thing. */
function read(url: string, headers: Readonly<Record<string, string>> = {}) {
  return readUpgrade({ url, headers: { host: "msafara.example", ...headers } }, [PAGE]);
}

test("a phone is let in, and speaks its language", () => {
  expect(read("/ws")).toEqual({ language: "en" });
  expect(read("/ws", { "accept-language": "sw-KE" })).toEqual({ language: "sw" });
});

test("trucks are followed at an address of theirs: one that it names, or those that are subscribed to (U334)", () => {
  const truck = TRIP.replace("trp", "trk");
  expect(read(`/ws/trucks/${truck}`)).toEqual({ language: "en", topic: `truck/${truck}` });
  expect(read("/ws/trucks")).toEqual({ language: "en" });
  for (const url of [`/ws/trucks/${TRIP}`, `/ws/trips/${truck}`, "/ws/trucks/"]) {
    expect(read(url), url).toMatchObject({ refused: "not-found" });
  }
});

test("a topic may be in the path, and only a topic (U335)", () => {
  expect(read(`/ws/trips/${TRIP}`)).toMatchObject({ topic: `trip/${TRIP}` });
  for (const url of ["/ws/trips", "/ws/trips/x", `/ws/trips/${TRIP}/x`, "/ws/", "/wss", ""]) {
    expect(read(url), url).toMatchObject({ refused: "not-found" });
  }
});

test.for(["/ws?token=eyJhbGciOiJFZERTQSJ9", "/ws?access_token=x", "/ws?"])(
  "nothing is said in an address: %s",
  (url) => {
    expect(read(url)).toEqual({ refused: "token-in-address", facts: {} });
  },
);

test("a token comes as a subprotocol, and is not said back where we have a name of our own", () => {
  expect(read("/ws", { "sec-websocket-protocol": "msafara, bearer.abc" })).toMatchObject({
    token: "abc",
    protocol: "msafara",
  });
  expect(read("/ws", { "sec-websocket-protocol": "bearer.abc" })).toMatchObject({
    token: "abc",
    protocol: "bearer.abc",
  });
  expect(read("/ws", { "sec-websocket-protocol": "bearer.a, bearer.b" })).toMatchObject({
    refused: "malformed",
  });
});

test.for([
  [PAGE, true],
  ["https://msafara.example", true],
  ["https://evil.example", false],
  ["https://msafara.example.evil.example", false],
  ["null", false],
] as const)("a page of %s may open one: %s", ([origin, may]) => {
  const answer = read("/ws", { origin });
  expect("refused" in answer ? answer.refused : "open").toBe(may ? "open" : "origin-not-allowed");
});
