import { openStillWorld } from "@msafara/runtime/memory";
import { expect, test } from "vitest";
import { openLog } from "./open-log.ts";

test("a line has its time, gravity and facts, and nobody's phone, token or key (U202)", () => {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const log = openLog({ world: openStillWorld(), service: "gateway", level: "info", write });
  const err = new TypeError("no row for +254712345678");
  log.warn({ event: "x.failed", err, key: "msf_live_secretsecretsecret" }, "x failed");
  const [line = ""] = lines;
  expect(JSON.parse(line)).toMatchObject({
    level: "warn",
    timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
    service: "gateway",
    event: "x.failed",
    message: "x failed",
  });
  expect(line).not.toMatch(/712345|secretsecret/);
  expect(line).toContain("+254…78");
});
