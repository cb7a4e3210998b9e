import { expect, test } from "vitest";
import { openChores } from "./open-chores.ts";

test("what is left for later begins after the answer, and is waited for at the end", async () => {
  const troubles: unknown[] = [];
  const { later, drained } = openChores((error) => troubles.push(error));
  const done: number[] = [];
  later(async () => {
    done.push(1);
    later(async () => void done.push(2));
  });
  expect(done).toEqual([]);
  await drained();
  expect([done, troubles]).toEqual([[1, 2], []]);
});

test("what fails is told to the operator, and the next goes on", async () => {
  const troubles: unknown[] = [];
  const { later, drained } = openChores((error) => troubles.push(error));
  const done: number[] = [];
  later(async () => {
    throw new TypeError("no carrier");
  });
  later(async () => void done.push(1));
  await drained();
  expect([done, troubles]).toEqual([[1], [new TypeError("no carrier")]]);
});

test("beyond its bound work is left undone, and that is told", async () => {
  const troubles: unknown[] = [];
  const { later, drained } = openChores((error) => troubles.push(error), 2);
  const done: number[] = [];
  for (let i = 0; i < 3; i++) later(async () => void done.push(i));
  await drained();
  expect(done).toEqual([0, 1]);
  expect(troubles).toHaveLength(1);
});
