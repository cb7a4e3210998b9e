import { expect, test } from "vitest";
import { jobIdOf, jobOf, queueNameOf, taskOf } from "./job.ts";

test.for(["7", "0", "a:b", "eff_1/lane", "ü €", "\ud800"])("BullMQ may take the id %o", (id) => {
  expect(jobIdOf(id)).toMatch(/^task-[^:]*$/);
});

test("ids that differ stay different", () => {
  const ids = ["a:b", "a%3Ab", "a/b", "A:b", "a b", "a+b"];
  expect(new Set(ids.map(jobIdOf)).size).toBe(ids.length);
});

test("no queue's name holds a colon", () => {
  expect(queueNameOf("effects:push")).toBe("{effects%3Apush}");
});

test("a task is unpacked as it was packed", () => {
  const task = { queue: "q", id: "a:b", body: Uint8Array.of(0, 255) };
  expect(taskOf("q", jobOf(task))).toEqual(task);
});
