import { expect, test } from "vitest";
import { parsePostmasterPid } from "./postmaster-pid.ts";

const READY = ["4711", "/x/data", "1763676000", "41173", "", "127.0.0.1", "  1234  5", "ready   "];

test("a running server names its process, its port and that it is ready", () => {
  expect(parsePostmasterPid(READY.join("\n"))).toEqual({ pid: 4711, port: 41_173, ready: true });
});

test("a server that still recovers is not ready", () => {
  const lines = [...READY.slice(0, 7), "starting"];
  expect(parsePostmasterPid(lines.join("\n"))).toMatchObject({ ready: false });
});

test.for(["", "4711\n/x/data\n", "no number\n\n\n41173"])(
  "half a file says nothing: %j",
  (text) => {
    expect(parsePostmasterPid(text)).toBeUndefined();
  },
);
