import { openStillWorld } from "@msafara/runtime/memory";
import { expect, test } from "vitest";
import { lateLog } from "./late-log.ts";
import { openLog } from "./open-log.ts";

/** A log of the house that counts how often another is made of it. */
function openCounted() {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const log = openLog({ world: openStillWorld(), service: "gateway", level: "info", write });
  let children = 0;
  log.onChild = () => void (children += 1);
  return { log, lines, children: () => children };
}

const LINE = { event: "request.answered", status: 200 };

test("what it writes is what a log of a log would write, to the byte", () => {
  const { log, lines } = openCounted();
  const [requestId, principal] = ["req_1", "usr_1"];
  log.child({ requestId }).child({ principal }).info(LINE, "request answered");
  const late = lateLog(log, { requestId }).child({ principal });
  late.info(LINE, "request answered");
  late.debug(LINE, "not written at this level");
  expect(lines).toHaveLength(2);
  expect(lines[1]).toBe(lines[0]);
});

test("it is made with its first line, and once", () => {
  const { log, lines, children } = openCounted();
  const late = lateLog(log, { requestId: "req_1" });
  const known = late.child({ principal: "usr_1" });
  expect(children()).toBe(0);
  known.warn("the first");
  known.error({ err: new TypeError("no such thing") }, "the second");
  expect(children()).toBe(1);
  expect(lines.join("")).toContain("no such thing");
});
